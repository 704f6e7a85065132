"""The contract of every blob store, in a folder and in a bucket: kept once, whole, and never changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rigs.s3 import S3, blobs_in

from intake.adapters.blobs import BlobDamaged, BlobMissing, BucketBlobs, FolderBlobs
from intake.domain.storage import Bucket

CV = b"%PDF-1.7 a CV"
DIGEST = hashlib.sha256(CV).hexdigest()
PLACE = f"{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A store, and what lies in it as anybody else could see and change it."""

    blobs: Any
    s3: S3

    def files(self) -> dict[str, bytes]:
        """Everything that lies there, by its path."""
        if isinstance(self.blobs, BucketBlobs):
            return self.s3.objects(self.blobs.place)
        paths = (path for path in self.blobs.root.rglob("*") if path.is_file())
        return {path.relative_to(self.blobs.root).as_posix(): path.read_bytes() for path in paths}

    def write(self, path: str, data: bytes) -> None:
        """Put something there behind the store's back."""
        if isinstance(self.blobs, BucketBlobs):
            self.s3.write(self.blobs.place, path, data)
        else:
            target = self.blobs.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    """A service that speaks S3."""
    with S3() as service:
        yield service


@pytest.fixture(params=["folder", "bucket", "whole bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path, s3: S3) -> Kept:
    """A store in a folder that is not there yet, or in a bucket."""
    if request.param == "folder":
        return Kept(blobs=FolderBlobs(tmp_path / "var" / "storage"), s3=s3)
    place: Bucket = s3.bucket(prefix="" if request.param == "whole bucket" else "some/prefix")
    return Kept(blobs=blobs_in(place), s3=s3)


@given(st.lists(st.binary(max_size=200), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_what_is_put_comes_back_under_its_digest(kept, contents):
    digests = kept.blobs.put_many(contents)
    assert digests == [hashlib.sha256(content).hexdigest() for content in contents]
    assert [kept.blobs.get(digest) for digest in digests] == contents


def test_the_same_bytes_are_kept_once_and_by_the_same_name_everywhere(kept):
    assert kept.blobs.put(CV) == kept.blobs.put(CV) == DIGEST
    assert kept.blobs.put_many([CV, CV]) == [DIGEST, DIGEST]
    assert kept.files() == {PLACE: CV}


def test_what_is_torn_is_replaced(kept):
    kept.write(PLACE, CV[:3])
    with pytest.raises(BlobDamaged, match=DIGEST):
        kept.blobs.get(DIGEST)
    kept.blobs.put(CV)
    assert kept.blobs.get(DIGEST) == CV


def test_changed_bytes_are_never_given_back(kept):
    kept.blobs.put(CV)
    kept.write(PLACE, CV.replace(b"CV", b"XX"))
    with pytest.raises(BlobDamaged, match=DIGEST):
        kept.blobs.get(DIGEST)


def test_what_was_never_put_is_missing(kept):
    assert not kept.blobs.has(DIGEST)
    with pytest.raises(BlobMissing, match=DIGEST):
        kept.blobs.get(DIGEST)


def test_what_is_deleted_is_gone_and_deleting_again_is_harmless(kept):
    kept.blobs.put(CV)
    assert kept.blobs.has(DIGEST)
    assert kept.blobs.delete(DIGEST)
    assert not kept.blobs.has(DIGEST)
    assert not kept.blobs.delete(DIGEST)
    assert kept.files() == {}


def test_what_is_infected_lies_apart_and_is_found_all_the_same(kept):
    others = kept.blobs.put(b"clean")
    kept.blobs.put(CV)
    for _ in range(2):
        kept.blobs.set_apart(DIGEST)
    assert kept.files().keys() == {f"infected/{PLACE}", f"{others[:2]}/{others[2:4]}/{others}"}
    assert kept.blobs.is_apart(DIGEST)
    assert not kept.blobs.is_apart(others)
    assert kept.blobs.get(DIGEST) == CV
    assert set(kept.blobs.names()) == {DIGEST, others}


def test_what_is_infected_stays_apart_when_it_comes_again_and_goes_when_it_is_deleted(kept):
    kept.blobs.put(CV)
    kept.blobs.set_apart(DIGEST)
    kept.blobs.put(CV)
    assert kept.files() == {f"infected/{PLACE}": CV}
    assert kept.blobs.delete(DIGEST)
    assert kept.files() == {}


def test_what_is_not_there_cannot_be_set_apart_and_nothing_comes_of_it(kept):
    kept.blobs.set_apart(DIGEST)
    assert not kept.blobs.is_apart(DIGEST)
    assert kept.files() == {}


def test_names_are_of_what_was_put_and_of_nothing_else(kept):
    kept.write("readme.txt", b"not ours")
    kept.write(f"elsewhere/{PLACE[3:]}", b"not ours")
    assert set(kept.blobs.names()) - {DIGEST} == set()
    digests = kept.blobs.put_many([b"one", b"two", b"three"])
    assert set(kept.blobs.names()) >= set(digests)
    assert list(kept.blobs.names(older=3600)) == []


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", DIGEST.upper(), DIGEST + "0", DIGEST + "\n", "ab/cd"]
)
@pytest.mark.parametrize("act", ["get", "has", "delete", "set_apart", "is_apart"])
def test_nothing_but_a_digest_becomes_a_path(kept, act, name):
    with pytest.raises(ValueError, match="SHA-256"):
        getattr(kept.blobs, act)(name)


def test_many_writers_of_one_content_leave_it_whole(kept):
    large = os.urandom(1 << 20)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(kept.blobs.put, [large] * 32))) == 1
    assert list(kept.files().values()) == [large]


def test_check_leaves_nothing_and_has_nothing_to_say(kept):
    assert list(kept.blobs.check()) == []
    assert kept.files() == {}


def test_there_is_nothing_to_sweep_in_a_storage_that_was_never_used(kept):
    assert kept.blobs.sweep() == 0
    assert kept.files() == {}
