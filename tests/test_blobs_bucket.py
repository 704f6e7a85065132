"""What a bucket alone can do to us: requests that fail or are lost, and answers that lie."""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rigs.net import free_port
from rigs.s3 import HASTY, KEYS, S3, Fault, Gateway, blobs_in, disturbed

from intake.adapters.blobs import BlobDamaged, BucketBlobs, StorageDenied, StorageError
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


# --- what is said to the server ---


def test_a_mail_is_written_by_one_request_with_its_checksum_and_only_if_it_is_not_there(s3):
    with disturbed(s3) as (blobs, gateway):
        blobs.put(CV)
    (put,) = [heard for heard in gateway.heard if heard.method == "PUT"]
    assert put.headers["x-amz-checksum-sha256"] == base64.b64encode(hashlib.sha256(CV).digest()).decode()
    assert put.headers["x-amz-content-sha256"] == DIGEST
    assert put.headers["if-none-match"] == "*"


@pytest.mark.parametrize(
    ("encryption", "key"), [("AES256", None), ("aws:kms", None), ("aws:kms", "arn:aws:kms:eu-west-3:1:key/k")]
)
def test_the_server_is_asked_to_encrypt_what_is_kept_and_what_is_set_apart(s3, encryption, key):
    place = s3.bucket(encryption=encryption, kms_key=key)
    blobs = blobs_in(place)
    blobs.put_many([CV, OTHER])
    blobs.set_apart(DIGEST)
    assert s3.encrypted(place) == {(encryption, key)}
    assert blobs.get(DIGEST) == CV


def test_of_two_writers_the_second_writes_nothing_and_reads_what_is_there(s3):
    with disturbed(s3) as (blobs, gateway):
        blobs.put(CV)
        blobs.put(CV)
        assert gateway.answered[-2:] == [("PUT", 412), ("GET", 200)]
        assert s3.objects(blobs.place) == {PLACE: CV}


@pytest.mark.parametrize("damaged", [OTHER, b"", bytes(len(CV))])
@pytest.mark.parametrize("where", [PLACE, f"infected/{PLACE}"])
def test_what_is_there_in_its_place_with_other_bytes_is_not_taken_for_it(s3, damaged, where):
    place = s3.bucket()
    s3.write(place, where, damaged)
    blobs_in(place).put(CV)
    assert s3.objects(place) == {where: CV}


def test_a_service_with_a_certificate_of_ones_own_is_trusted_by_its_authority_only(
    s3, authority, certificate
):
    with Gateway(s3.port, tls=certificate) as gateway:
        place = s3.bucket(endpoint=gateway.endpoint)
        with pytest.raises(StorageError, match="certificate is not trusted") as caught:
            blobs_in(place).put(CV)
        assert "ca_file" in caught.value.remedy
        assert gateway.heard == []
        assert blobs_in(replace(place, ca_file=str(authority.ca_file))).put(CV) == DIGEST


def test_keys_of_the_configuration_count_more_than_those_of_the_environment(s3, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "another")
    with disturbed(s3) as (blobs, gateway):
        blobs.put(CV)
        assert all(f"Credential={KEYS[0]}/" in each.headers["authorization"] for each in gateway.heard)
        assert not any("x-amz-security-token" in each.headers for each in gateway.heard)


def test_without_keys_in_the_configuration_those_of_the_environment_count(s3, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDOFTHEENVIRONMENT")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "a token")
    with Gateway(s3.port) as gateway:
        BucketBlobs(s3.bucket(endpoint=gateway.endpoint), lambda: None, patience=HASTY).put(CV)
        assert "Credential=AKIDOFTHEENVIRONMENT/" in gateway.heard[0].headers["authorization"]
        assert gateway.heard[0].headers["x-amz-security-token"] == "a token"


def test_no_keys_anywhere_are_told(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_METADATA_ENDPOINT", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StorageError, match="no keys were given") as caught:
        BucketBlobs(Bucket(name="mails"), lambda: None, patience=HASTY).put(CV)
    assert "access_key" in caught.value.remedy


def test_many_are_put_at_a_time_but_not_more_than_some(s3):
    at_once, most = set(), []

    def meanwhile(heard):
        if heard.method == "PUT":
            at_once.add(heard.path)
            most.append(len(at_once))
            time.sleep(0.02)
            at_once.discard(heard.path)

    with disturbed(s3, before=meanwhile) as (blobs, _):
        contents = [bytes([number]) * 100 for number in range(40)]
        assert len(blobs.put_many(contents)) == 40
    assert 2 <= max(most) <= 8


# --- what is tried again ---


@pytest.mark.parametrize(
    "fault",
    [
        Fault(method="PUT", status=500, code="InternalError", times=2),
        Fault(method="PUT", status=503, code="SlowDown", times=2),
        Fault(method="PUT", kind="lost", times=1),
        Fault(method="HEAD", kind="lost", times=1),
        Fault(method="HEAD", kind="deaf", times=1),
        Fault(method="GET", kind="cut", times=1),
        Fault(method="GET", kind="changed", times=1),
        Fault(method="GET", status=500, times=2),
        Fault(method="GET", kind="deaf", times=1),
        Fault(method="PUT", status=409, code="ConditionalRequestConflict", times=1),
    ],
    ids=str,
)
def test_a_fault_that_passes_is_not_even_noticed(s3, fault):
    with disturbed(s3, fault) as (blobs, gateway):
        assert blobs.get(blobs.put(CV)) == CV
        assert gateway.struck[fault] == fault.times
        assert s3.objects(replace(blobs.place)) == {PLACE: CV}


def test_a_mail_whose_put_was_done_but_not_answered_is_safe_and_the_next_put_says_so(s3):
    """The connection is cut each time after the server has written: it is not said to be safe, and it is."""
    with disturbed(s3, Fault(method="PUT", kind="lost", times=3)) as (blobs, gateway):
        with pytest.raises(StorageError, match="cannot be reached"):
            blobs.put(CV)
        assert s3.objects(blobs.place) == {PLACE: CV}
        assert blobs.put(CV) == DIGEST
        assert gateway.asked("PUT") == 4


def test_a_server_that_is_silent_is_waited_for_only_so_long(s3):
    with disturbed(s3, Fault(method="PUT", kind="deaf")) as (blobs, _):
        began = time.monotonic()
        with pytest.raises(StorageError, match="does not answer in time") as caught:
            blobs.put(CV)
        assert time.monotonic() - began < 5
    assert "goes on by itself" in caught.value.remedy


# --- check ---


@pytest.mark.parametrize(
    ("method", "right"),
    [("PUT", "write (s3:PutObject)"), ("DELETE", "remove (s3:DeleteObject)"), ("GET", "read (s3:GetObject)")],
)
def test_check_names_the_right_that_is_lacking(s3, method, right):
    fault = Fault(method=method, status=403, code="AccessDenied", path="probe")
    with disturbed(s3, fault) as (blobs, _), pytest.raises(StorageDenied) as caught:
        blobs.check()
    assert caught.value.text.count("s3:") == 2  # the place is one
    assert right in caught.value.text


def test_check_names_every_right_that_is_lacking(s3):
    faults = [
        Fault(method="GET", status=403, code="AccessDenied", path="list-type"),
        Fault(method="DELETE", status=403, code="AccessDenied"),
    ]
    with disturbed(s3, *faults) as (blobs, _), pytest.raises(StorageDenied) as caught:
        blobs.check()
    assert "list (s3:ListBucket), to remove (s3:DeleteObject)" in caught.value.text


def test_check_sees_a_service_that_gives_back_other_bytes_and_leaves_no_probe(s3):
    with disturbed(s3, Fault(method="GET", kind="changed", path="probe")) as (blobs, _):
        with pytest.raises(BlobDamaged, match="other bytes"):
            blobs.check()
        assert s3.objects(blobs.place) == {}


def test_check_says_that_a_bucket_keeps_old_versions_of_what_is_erased(s3):
    place = s3.bucket()
    s3.keep_versions(place)
    (remark,) = blobs_in(place).check()
    assert "keeps old versions" in remark.text
    assert "lifecycle rule" in remark.remedy


# --- the infected ---


@pytest.mark.parametrize(
    "fault", [Fault(method="DELETE", status=500, times=3), Fault(method="DELETE", status=403)]
)
def test_a_move_to_the_infected_that_is_broken_off_loses_nothing_and_is_ended_the_next_time(s3, fault):
    with disturbed(s3, fault) as (blobs, gateway):
        blobs.put(CV)
        with pytest.raises(StorageError):
            blobs.set_apart(DIGEST)
        assert blobs.is_apart(DIGEST)
        assert blobs.get(DIGEST) == CV
        assert list(blobs.names()) == [DIGEST]
        gateway.faults.clear()
        blobs.set_apart(DIGEST)
        assert s3.objects(blobs.place) == {f"infected/{PLACE}": CV}


def test_what_is_damaged_is_not_moved(s3):
    place = s3.bucket()
    s3.write(place, PLACE, OTHER)
    with pytest.raises(BlobDamaged):
        blobs_in(place).set_apart(DIGEST)
    assert s3.objects(place) == {PLACE: OTHER}


# --- many ---


def test_more_objects_than_one_answer_holds_are_all_named_once(s3):
    place = s3.bucket()
    digests = s3.fill(place, [str(number).encode() for number in range(1100)])
    names = list(blobs_in(place).names())
    assert len(names) == len(set(names))
    assert set(names) == digests
