"""`storage` of intake.yaml as a bucket: what it may say, what it becomes, and what is told of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from builders.configuration import INTAKE, POSTING, errors, findings, replaced, write

from intake import settings
from intake.domain.model import Secret
from intake.domain.storage import Bucket
from intake.domain.trouble import Misuse

LINE = "poll: {every: 60s}"
KEYS = "access_key: {env: STORAGE_KEY}, secret_key: {file: secret}"


def loaded(folder: Path, storage: str) -> settings.Settings:
    """The settings of a configuration with that storage."""
    return settings.load(write(folder, replaced(INTAKE, LINE, f"storage: {storage}"), omp=POSTING))


@pytest.mark.parametrize(
    ("written", "name", "prefix"),
    [
        ("s3://our-mails/intake", "our-mails", "intake"),
        ("s3://our-mails/a/b.c_d", "our-mails", "a/b.c_d"),
        ("s3://our-mails/a/", "our-mails", "a"),
        ("s3://our-mails", "our-mails", ""),
        ("s3://our.mails/", "our.mails", ""),
    ],
)
def test_a_bucket_is_written_as_a_url(tmp_path, written, name, prefix):
    assert loaded(tmp_path, written).storage == Bucket(name=name, prefix=prefix)


def test_all_that_is_to_be_said_of_a_bucket_has_a_key(tmp_path):
    (tmp_path / "ca.pem").touch()
    place = loaded(
        tmp_path,
        "{url: s3://our-mails/intake, endpoint: https://s3.example.org:9000/, region: eu-west-3, "
        f"{KEYS}, ca_file: ca.pem, encryption: 'aws:kms', kms_key: alias/mails}}",
    ).storage
    assert place == Bucket(
        name="our-mails",
        prefix="intake",
        endpoint="https://s3.example.org:9000",
        region="eu-west-3",
        access_key=Secret(source="env", name="STORAGE_KEY"),
        secret_key=Secret(source="file", name="secret"),
        ca_file=str(tmp_path / "ca.pem"),
        encryption="aws:kms",
        kms_key="alias/mails",
    )
    assert str(place) == "s3://our-mails/intake"


def test_a_folder_may_be_written_in_full(tmp_path):
    assert loaded(tmp_path, "{url: var/mails}").storage == tmp_path / "var/mails"


S3 = "url: s3://our-mails"
FAULTS = [
    ("s3://x", "", ("3 to 63", "s3://our-mails/intake")),
    ("s3://UPPER/x", "", ("small letters", "s3://our-mails/intake")),
    ("s3://s3.example.org:9000/x", "", ("A bucket's name", "`endpoint`")),
    ("s3://our-mails/../x", "", ("A prefix", "s3://our-mails/intake")),
    ("s3://our-mails//x", "", ("single slashes", "s3://our-mails/intake")),
    ("'s3://our-mails/a b'", "", ("A prefix", "s3://our-mails/intake")),
    ("azure://our-mails/x", "", ("place of 'azure'", "var/storage")),
    ("{url: ftp://our-mails}", ".url", ("place of 'ftp'", "var/storage")),
    ("{endpoint: https://s3.example.org}", ".url", ("required", "Add `url: …`")),
    (f"{{{S3}, endpont: https://s3.example.org}}", ".endpont", ("no key 'endpont'", "endpoint")),
    (f"{{{S3}, endpoint: s3.example.org}}", ".endpoint", ("A URL", "scheme, host and port")),
    (f"{{{S3}, endpoint: https://s3.example.org/x}}", ".endpoint", ("A URL", "no path")),
    (f"{{{S3}, endpoint: https://key:hush@s3.example.org}}", ".endpoint", ("with keys", "{env: NAME}")),
    ("s3://key:hush@our-mails/x", "", ("with keys", "{env: NAME}")),
    (f"{{{S3}, endpoint: http://s3.example.org}}", ".endpoint", ("without TLS", "https://")),
    (f"{{{S3}, region: eu west}}", ".region", ("A region", "bucket's page")),
    (f"{{{S3}, access_key: AKID}}", ".access_key", ("not accepted in this file", "{env: NAME}")),
    (f"{{{S3}, access_key: {{env: A}}}}", ".secret_key", ("secret_key is missing beside", "Give both")),
    (f"{{{S3}, secret_key: {{env: A}}}}", ".secret_key", ("access_key is missing beside", "Give both")),
    (f"{{{S3}, encryption: DES}}", ".encryption", ("AES256, aws:kms", "Write one")),
    (f"{{{S3}, encryption: AES256, kms_key: k}}", ".kms_key", ("aws:kms", "encryption")),
    (f"{{{S3}, kms_key: k}}", ".kms_key", ("aws:kms", "encryption")),
    (f"{{{S3}, ca_file: none.pem}}", ".ca_file", ("no file 'none.pem'", "PEM")),
    ("{url: var/mails, region: eu-west-3}", ".region", ("is for a bucket", "s3://BUCKET/PREFIX")),
]


@pytest.mark.parametrize(("storage", "at", "says"), FAULTS)
def test_a_fault_of_storage_is_named_with_its_place_and_remedy(tmp_path, storage, at, says):
    found = errors(write(tmp_path, replaced(INTAKE, LINE, f"storage: {storage}"), omp=POSTING))
    (fault,) = found
    assert fault.where == f"config/intake.yaml:4 storage{at}"
    assert says[0] in fault.text
    assert says[1] in fault.remedy
    assert "hush" not in f"{fault.text} {fault.remedy}"


def test_check_tells_of_keys_that_cannot_be_had_and_of_files_that_others_may_read(tmp_path, monkeypatch):
    monkeypatch.setenv("JOBS_PASSWORD", "secret")
    monkeypatch.delenv("STORAGE_KEY", raising=False)
    (tmp_path / "secret").write_text("hush")
    (tmp_path / "secret").chmod(0o644)
    folder = write(tmp_path, replaced(INTAKE, LINE, f"storage: {{{S3}, {KEYS}}}"), omp=POSTING)
    (error,) = findings(folder, "error")
    assert error[0] == "config/intake.yaml:4 storage.access_key"
    assert "STORAGE_KEY is not set" in error[1]
    assert ("config/intake.yaml:4 storage.secret_key",) in [
        (where,) for where, _ in findings(folder, "warning")
    ]


def test_check_tells_of_the_extra_that_is_lacking(tmp_path, monkeypatch):
    monkeypatch.setenv("JOBS_PASSWORD", "secret")
    monkeypatch.setitem(sys.modules, "obstore", None)
    folder = write(tmp_path, replaced(INTAKE, LINE, "storage: s3://our-mails/x"), omp=POSTING)
    found = [each for each in settings.check(folder)[1] if each.level == "error"]
    assert [(each.where, each.remedy) for each in found] == [
        ("config/intake.yaml:4 storage", "Install it with: pip install 'intake[s3]'.")
    ]


def test_a_storage_named_on_the_command_line_is_read_as_in_the_file(tmp_path):
    base = loaded(tmp_path, "var/storage")
    assert settings.storage_of("var/other", base) == tmp_path / "var/other"
    assert settings.storage_of("s3://our-mails/x", base) == Bucket(name="our-mails", prefix="x")
    place = settings.storage_of("{url: s3://our-mails/x, region: eu-west-3}", base)
    assert place == Bucket(name="our-mails", prefix="x", region="eu-west-3")


@pytest.mark.parametrize("text", ["gs://x", "{url: s3://x}", "{", "{url: s3://our-mails, x: y}", "", "{}"])
def test_what_is_no_storage_is_a_wrong_usage_with_its_remedy(tmp_path, text):
    with pytest.raises(Misuse) as caught:
        settings.storage_of(text, loaded(tmp_path, "var/storage"))
    assert caught.value.remedy
