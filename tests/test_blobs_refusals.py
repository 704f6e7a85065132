"""What a service that speaks S3 refuses, or is silent about, is told in a sentence with its remedy."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator

import pytest
from rigs.net import free_port
from rigs.s3 import S3, Fault, blobs_in, disturbed

from intake.adapters.blobs import StorageDenied, StorageError
from intake.domain.storage import Bucket

CV = b"%PDF-1.7 a CV"
DIGEST = hashlib.sha256(CV).hexdigest()
PLACE = f"{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"
OTHER = b"of other bytes!"


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    """A service that speaks S3."""
    with S3() as service:
        yield service


ANSWERS = [
    (404, "NoSuchBucket", "no such bucket", "Create the bucket"),
    (403, "AccessDenied", "access is denied", "s3:PutObject"),
    (403, "InvalidAccessKeyId", "keys are not accepted", "access_key"),
    (403, "SignatureDoesNotMatch", "keys are not accepted", "secret_key"),
    (401, "", "keys are not accepted", "secret_key"),
    (403, "RequestTimeTooSkewed", "clock differs", "NTP"),
    (301, "PermanentRedirect", "another region", "Set region"),
    (400, "AuthorizationHeaderMalformed", "another region", "Set region"),
    (503, "SlowDown", "fewer requests", "goes on by itself"),
    (429, "", "fewer requests", "goes on by itself"),
    (507, "XMinioStorageFull", "no room left", "make room"),
    (403, "QuotaExceeded", "no room left", "Raise the quota"),
    (400, "EntityTooLarge", "larger than the service takes", "limit"),
    (400, "BadDigest", "changed on their way", "proxies"),
    (400, "KMS.DisabledException", "key of `storage` cannot be used", "kms_key"),
    (501, "NotImplemented", "conditional write", "If-None-Match"),
    (500, "InternalError", "a fault of its own", "ask the provider"),
    (418, "Teapot", r"not understood \(Teapot\)", "speaks S3"),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
@pytest.mark.parametrize("act", ["put", "has", "names", "check"])
def test_a_refusal_is_told_with_its_remedy_and_where_it_was(s3, act, answer):
    status, code, says, remedy = answer
    if act == "has" and status == 404:
        return  # without a body that is no such object; whoever writes or lists is told
    with disturbed(s3, Fault(method="*", status=status, code=code)) as (blobs, _):
        with pytest.raises(StorageError) as caught:
            {
                "put": lambda: blobs.put(CV),
                "has": lambda: blobs.has(DIGEST),
                "names": lambda: list(blobs.names()),
                "check": blobs.check,
            }[act]()
        assert f"{blobs.place}" in caught.value.text
        if isinstance(caught.value, StorageDenied) and act == "check":
            assert "denies this account the right to write (s3:PutObject)" in caught.value.text
        else:
            assert caught.match(says)
            assert remedy in caught.value.remedy


def test_an_answer_is_never_repeated_for_it_may_hold_a_key(s3):
    with disturbed(s3, Fault(method="*", status=403, code="InvalidAccessKeyId")) as (blobs, _):
        with pytest.raises(StorageError) as caught:
            blobs.put(CV)
        assert "AKID" not in str(caught.value)
        assert "wJalr" not in str(caught.value)


def test_a_service_that_is_not_there_is_told():
    nobody = Bucket(name="mails", endpoint=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StorageError, match="cannot be reached") as caught:
        blobs_in(nobody).has(DIGEST)
    assert "goes on by itself" in caught.value.remedy


def test_a_service_that_does_not_speak_s3_is_told(s3):
    with (
        disturbed(s3, Fault(method="GET", kind="changed")) as (blobs, _),
        pytest.raises(StorageError) as caught,
    ):
        list(blobs.names())
    assert "speaks S3" in caught.value.remedy


def test_a_bucket_that_is_gone_is_told_and_not_taken_for_an_empty_one(s3):
    place = s3.bucket()
    blobs = blobs_in(place)
    blobs.put(CV)
    s3.remove(place)
    for act in (lambda: blobs.put(CV), lambda: blobs.get(DIGEST), lambda: list(blobs.names()), blobs.check):
        with pytest.raises(StorageError, match="no such bucket"):
            act()


def test_certificates_that_cannot_be_read_are_told(tmp_path):
    place = Bucket(name="mails", endpoint="https://127.0.0.1:1", ca_file=str(tmp_path / "none.pem"))
    with pytest.raises(StorageError, match=r"none\.pem cannot be read"):
        blobs_in(place).has(DIGEST)


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.setitem(sys.modules, "obstore.store", None)
    with pytest.raises(StorageError, match="not installed") as caught:
        blobs_in(Bucket(name="mails")).has(DIGEST)
    assert caught.value.remedy == "Install it with: pip install 'intake[s3]'."


def test_the_library_is_loaded_at_the_first_request_only():
    program = (
        "import sys\n"
        "from intake.adapters.blobs import BucketBlobs\n"
        "from intake.domain.storage import Bucket\n"
        "BucketBlobs(Bucket(name='mails'), lambda: None)\n"
        "print('obstore' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
