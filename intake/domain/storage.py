"""Where raw mails are kept, and what may be wrong with that: a folder's path, or a bucket.

StorageError          the storage cannot be read or written
├── StorageDenied     we have not the right to do that there
├── BlobMissing       nothing is kept under a digest
└── BlobDamaged       what is kept under a digest is not what was put
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from intake.domain.model import Secret
from intake.domain.trouble import Trouble

Encryption = Literal["AES256", "aws:kms"]


class StorageError(Trouble):
    """The storage cannot be read or written; `text` says what is wrong, `remedy` what to do."""


class StorageDenied(StorageError):  # noqa: N818 - said in full: a denied storage
    """We have not the right to do that there."""


class BlobMissing(StorageError):  # noqa: N818 - said in full: a missing blob
    """Nothing is kept under this digest."""


class BlobDamaged(StorageError):  # noqa: N818 - said in full: a damaged blob
    """What is kept under this digest has other bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bucket:
    """A bucket of a service that speaks S3. Without keys the environment or the machine gives them."""

    name: str
    prefix: str = ""  # without a slash at either end; "" is the whole bucket
    endpoint: str | None = None  # None: Amazon's, of that region
    region: str | None = None
    access_key: Secret | None = None
    secret_key: Secret | None = None
    ca_file: str | None = None  # trusted besides the system's authorities
    encryption: Encryption | None = None  # asked of the server; None: as the bucket is set up
    kms_key: str | None = None

    def __str__(self) -> str:
        """As in the configuration: `s3://bucket/prefix`."""
        return f"s3://{self.name}/{self.prefix}".rstrip("/")
