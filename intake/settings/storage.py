"""`storage` of intake.yaml: a folder, or a bucket of a service that speaks S3 and how it is reached."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationInfo, field_validator

from intake.domain.model import Secret
from intake.domain.storage import Bucket, Encryption
from intake.settings import forms
from intake.settings.forms import GROUP, SCHEME, matched, plain, wrong

# Amazon's rules for names of buckets, and, of a key, what its guide calls safe characters.
_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX: Final = re.compile(r"(?:(?!\.{1,2}(?:/|$))[A-Za-z0-9!_.*'()-]+(?:/(?!$)|$))*")
_REGION: Final = re.compile(r"[A-Za-z0-9-]{1,60}")
_ENDPOINT: Final = re.compile(r"(https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/?")
_S3: Final = "s3://"
_OF_A_BUCKET: Final = ("endpoint", "region", "access_key", "secret_key", "ca_file", "encryption", "kms_key")


def _without_keys(value: str) -> None:
    """Refuse a URL that holds a name and a password, unshown."""
    if "@" in value:
        raise wrong(
            "A URL with keys in it is not accepted.", "Write access_key: {env: NAME}, and secret_key."
        )


def _url(value: str) -> str:
    """Return a folder, or `s3://BUCKET/PREFIX`."""
    scheme = SCHEME.fullmatch(value)
    if scheme is None:
        return value
    if scheme[1] != "s3":
        raise wrong(
            f"A folder or s3://BUCKET/PREFIX is expected, found a place of '{scheme[1]}'.",
            "Write for instance var/storage, or s3://our-mails/intake.",
        )
    _without_keys(value)
    name, _, prefix = value.removeprefix(_S3).partition("/")
    accepted = "A bucket's name of 3 to 63 small letters, digits, - and ."
    matched(_BUCKET, name, accepted, "Write it as s3://our-mails/intake; `endpoint` has a key of its own.")
    accepted = "A prefix of letters, digits and !_.*'()- between single slashes"
    matched(_PREFIX, prefix.removesuffix("/"), accepted, "Write it as s3://our-mails/intake.")
    return value.rstrip("/")


def in_full(value: object) -> object:
    """Return `storage` in its long form: `var/storage` is `{url: var/storage}`."""
    return value if isinstance(value, dict) else {"url": _url(plain(value))}


def _endpoint(value: str) -> str:
    _without_keys(value)
    match = matched(
        _ENDPOINT, value, "A URL such as https://s3.example.org", "Write scheme, host and port, and no path."
    )
    if match[1] == "http" and not forms.is_loopback(match[2].strip("[]")):
        raise wrong(
            "An endpoint without TLS would show mails to the network; it is accepted for localhost, "
            "127.0.0.1 and ::1 only.",
            "Write https://…",
        )
    return value.rstrip("/")


def _region(value: str) -> str:
    return matched(_REGION, value, "A region such as eu-west-3", "Copy it from the bucket's page.").group()


class StorageForm(BaseModel):
    """`storage` of intake.yaml, in full."""

    model_config = GROUP

    url: Annotated[str, AfterValidator(forms.text), AfterValidator(_url)]
    endpoint: Annotated[str, AfterValidator(_endpoint)] | None = None
    region: Annotated[str, AfterValidator(_region)] | None = None
    access_key: Annotated[Secret | None, BeforeValidator(forms.secret)] = None
    secret_key: Annotated[Secret | None, BeforeValidator(forms.secret)] = Field(
        default=None, validate_default=True
    )
    ca_file: Annotated[str, AfterValidator(forms.text), AfterValidator(forms.ca_file)] | None = None
    encryption: Encryption | None = None
    kms_key: Annotated[str, AfterValidator(forms.text)] | None = None

    @field_validator(*_OF_A_BUCKET)
    @classmethod
    def _of_a_bucket_only(cls, value: Any, info: ValidationInfo) -> Any:
        if value is not None and not info.data.get("url", _S3).startswith(_S3):
            raise wrong(
                f"The key '{info.field_name}' is for a bucket, and `url` names a folder.",
                "Remove it, or write url: s3://BUCKET/PREFIX.",
            )
        return value

    @field_validator("secret_key")
    @classmethod
    def _both_keys_or_none(cls, secret: Secret | None, info: ValidationInfo) -> Secret | None:
        if "access_key" in info.data and (info.data["access_key"] is None) is not (secret is None):
            absent, present = ("secret_key", "access_key") if secret is None else ("access_key", "secret_key")
            raise wrong(
                f"The {absent} is missing beside the {present}.",
                "Give both; or none, where the environment or the machine has them.",
            )
        return secret

    @field_validator("kms_key")
    @classmethod
    def _with_its_encryption(cls, key: str | None, info: ValidationInfo) -> str | None:
        if key is not None and info.data.get("encryption", "aws:kms") != "aws:kms":
            raise wrong("A kms_key is for encryption by aws:kms.", 'Write encryption: "aws:kms" above it.')
        return key

    def place(self, base: Path) -> Path | Bucket:
        """Return the folder, relative to `base`, or the bucket."""
        if not self.url.startswith(_S3):
            return base / self.url
        name, _, prefix = self.url.removeprefix(_S3).partition("/")
        return Bucket(
            name=name,
            prefix=prefix,
            endpoint=self.endpoint,
            region=self.region,
            access_key=self.access_key,
            secret_key=self.secret_key,
            ca_file=self.ca_file,
            encryption=self.encryption,
            kms_key=self.kms_key,
        )


class PlaceForm(BaseModel):
    """A storage alone, as `intake storage copy` takes it."""

    model_config = GROUP

    storage: Annotated[StorageForm, BeforeValidator(in_full)]
