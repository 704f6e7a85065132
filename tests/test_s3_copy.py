"""`intake storage copy`: every kept mail goes to another storage, verified; what cannot go is told."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders.mails import mail
from rigs.office import INTAKE, Office
from rigs.s3 import KEYS, S3, Fault, Gateway, blobs_in

from intake.adapters.blobs import FolderBlobs
from intake.domain.storage import Bucket
from intake.domain.trouble import Misuse
from intake.services.copy import refuse_overlap
from intake.settings import load

BILL: dict[str, Any] = {"subject": "Facture", "files": ()}


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    """A service that speaks S3."""
    with S3() as service:
        yield service


@pytest.fixture
def place(s3: S3) -> Bucket:
    """A bucket of its own."""
    return s3.bucket()


@pytest.fixture
def worked(office: Office) -> Office:
    """An office that keeps four mails in a folder, one of them apart."""
    for name, key in zip(("key", "secret"), KEYS, strict=True):
        (office.base / name).write_text(key)
    for number in range(3):
        office.receive(mail(sender=f"c{number}@example.org", text=f"Facture {number}\n", **BILL))
    office.apply()
    office.poll()
    folder_of(office).set_apart(office.messages()[0]["sha256"])
    return office


def folder_of(office: Office) -> FolderBlobs:
    return FolderBlobs(office.base / "var" / "storage")


def to(place: Bucket, endpoint: str | None = None) -> str:
    """A bucket as the command line names it."""
    keys = {"access_key": {"file": "key"}, "secret_key": {"file": "secret"}}
    return json.dumps({"url": str(place), "endpoint": endpoint or place.endpoint, **keys})


def kept(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def copy(office: Office, *words: str, status: int = 0) -> Any:
    ran = office.run("storage", "copy", *words, "--json")
    assert ran.status == status, ran.err
    return ran.json


def test_a_folder_goes_to_a_bucket_and_is_left_as_it_was(worked, s3, place):
    before = kept(worked.base / "var/storage")
    said = copy(worked, to(place))
    assert (said["objects"], said["copied"], said["already"], said["apart"]) == (4, 4, 0, 1)
    assert said["bytes"] == sum(map(len, before.values()))
    assert (said["missing"], said["damaged"], said["remarks"], said["to"]) == ([], [], [], str(place))
    assert s3.objects(place) == kept(worked.base / "var/storage") == before


def test_and_intake_goes_on_from_there_and_back(worked, s3, place):
    shown = worked.run("storage", "copy", to(place))
    assert shown.status == 0
    (line,) = [line for line in shown.out.splitlines() if line.startswith("storage: ")]
    worked.configure(storage=json.loads(line.removeprefix("storage: ")))
    rows = worked.messages()
    worked.apply(sender="Lina <lina@example.net>")
    assert worked.poll()["outcomes"] == {"application": 1}
    assert worked.run("replay", rows[1]["id"], "--posting", "omp").status == 0
    assert len(s3.objects(place)) == 5

    assert copy(worked, "var/back")["copied"] == 5
    assert kept(worked.base / "var/back") == s3.objects(place)
    worked.configure(storage="var/back")
    assert {row["sha256"] for row in worked.messages()} == set(FolderBlobs(worked.base / "var/back").names())


def test_what_is_there_is_verified_and_not_written_again_and_trusted_where_that_is_asked_for(
    worked, s3, place
):
    copy(worked, to(place))
    worked.receive(mail(text="Une dernière.\n", **BILL))
    worked.poll()
    with Gateway(s3.port) as gateway:
        said = copy(worked, to(place, gateway.endpoint), "--new")
        assert (said["objects"], said["copied"], said["already"], said["apart"]) == (5, 1, 4, 1)
        read = [each for each in gateway.heard if each.method == "GET" and "list-type" not in each.path]
        assert (
            len({each.path for each in read if "probe" not in each.path and "infected" not in each.path}) <= 2
        )
    said = copy(worked, to(place))
    assert (said["copied"], said["already"]) == (0, 5)
    assert said["bytes"] == sum(map(len, s3.objects(place).values()))


def test_a_copy_that_is_killed_goes_on_where_it_was(worked, s3, place):
    count, process = 0, []

    def kill(heard: Any) -> None:
        nonlocal count
        count += heard.method == "PUT" and "probe" not in heard.path
        if count == 3:
            process[0].send_signal(signal.SIGKILL)

    with Gateway(s3.port, before=kill) as gateway:
        command = [INTAKE, "storage", "copy", to(place, gateway.endpoint), "--config", worked.config]
        process.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        assert process[0].wait(60) == -signal.SIGKILL
    there = len(s3.objects(place))
    said = copy(worked, to(place))
    assert (said["objects"], said["apart"]) == (4, 1)
    assert said["already"] >= min(there, 3) - 1
    assert s3.objects(place) == kept(worked.base / "var/storage")


def test_a_service_that_fails_ends_the_copy_and_says_so(worked, s3, place):
    fault = Fault(method="PUT", status=507, code="XMinioStorageFull", path="/infected/")
    with Gateway(s3.port, [fault]) as gateway:
        said = copy(worked, to(place, gateway.endpoint), status=1)
    assert "no room left" in said["error"]
    assert "make room" in said["remedy"]
    assert copy(worked, to(place))["objects"] == 4


def test_what_the_database_names_and_the_storage_lacks_is_told_and_so_is_what_has_changed(worked, s3, place):
    storage = worked.base / "var/storage"
    _, gone, changed, whole = worked.messages()
    paths = {path.name: path for path in storage.rglob("*") if path.is_file()}
    paths[gone["sha256"]].unlink()
    paths[changed["sha256"]].write_bytes(b"other bytes")
    said = copy(worked, to(place), status=1)
    assert said["missing"] == [{"sha256": gone["sha256"], "messages": [gone["id"]]}]
    assert said["damaged"] == [{"sha256": changed["sha256"], "messages": [changed["id"]]}]
    assert said["objects"] == 2
    assert whole["sha256"] in {key.rpartition("/")[2] for key in s3.objects(place)}
    shown = worked.run("storage", "copy", to(place))
    assert shown.status == 1
    assert f"messages that name it: {gone['id']}. Restore it" in shown.err
    assert "storage: " not in shown.out


def test_what_is_damaged_on_the_other_side_is_written_again(worked, s3, place):
    copy(worked, to(place))
    key, data = next((key, data) for key, data in s3.objects(place).items() if "infected" not in key)
    s3.write(place, key, bytes(len(data)))
    said = copy(worked, to(place))
    assert (said["copied"], said["already"]) == (1, 3)
    assert s3.objects(place)[key] == data


def test_what_is_infected_here_and_lies_open_there_is_set_apart(worked, s3, place):
    infected = worked.messages()[0]["sha256"]
    blobs_in(place).put(folder_of(worked).get(infected))
    copy(worked, to(place), "--new")
    assert s3.objects(place).keys() == kept(worked.base / "var/storage").keys()


def test_an_answer_that_lies_on_the_way_there_is_noticed(worked, s3, place):
    """The digest of what is read back is compared, not the word of the server."""
    digest = worked.messages()[1]["sha256"]
    with Gateway(s3.port, [Fault(method="GET", kind="changed", path=digest)]) as gateway:
        said = copy(worked, to(place, gateway.endpoint), status=1)
    assert f"{digest} has changed in the storage s3://" in said["error"]


def test_a_bucket_that_keeps_versions_is_told(worked, s3, place):
    s3.keep_versions(place)
    (remark,) = copy(worked, to(place))["remarks"]
    assert "keeps old versions" in remark


def test_the_audit_log_tells_of_it(worked, place):
    copy(worked, to(place))
    (row,) = [row for row in worked.run("audit", "--json").json if row["action"] == "storage copy"]
    assert row["note"] == "4 object(s), 0 missing, 0 damaged"


@pytest.mark.parametrize("target", ["var/storage", "var/storage/within", "var", "var/../var/storage"])
def test_a_storage_is_not_copied_into_itself(worked, target):
    before = kept(worked.base / "var/storage")
    said = copy(worked, target, status=2)
    assert "lies in the other" in said["error"]
    assert kept(worked.base / "var/storage") == before


@pytest.mark.parametrize(
    ("one", "other", "refused"),
    [
        ("a", "a", True),
        ("a", "a/b", True),
        ("a/b", "a", True),
        ("", "a", True),
        ("a", "ab", False),
        ("a", "b", False),
    ],
)
def test_a_bucket_is_not_copied_into_itself(place, one, other, refused):
    here, there = replace(place, prefix=one), replace(place, prefix=other)
    elsewhere = replace(there, endpoint="https://s3.example.org")
    refuse_overlap(here, elsewhere)
    if not refused:
        refuse_overlap(here, there)
        return
    with pytest.raises(Misuse):
        refuse_overlap(here, there)


@pytest.mark.parametrize("words", ["gs://x/y", "{url: s3://our-mails, regoin: x}", "s3://X"])
def test_what_is_no_storage_is_a_wrong_usage(worked, words):
    assert "This is no storage" in copy(worked, words, status=2)["error"]


def test_a_bucket_that_cannot_be_written_ends_it_before_anything_is_read(worked, s3, place):
    shutil.rmtree(worked.base / "var/storage")
    with Gateway(s3.port, [Fault(method="PUT", status=403, code="AccessDenied")]) as gateway:
        said = copy(worked, to(place, gateway.endpoint), status=1)
    assert "denies this account the right to write" in said["error"]


def test_many_are_copied_at_a_time_and_none_is_left_out(worked, s3, place):
    blobs = folder_of(worked)
    blobs.put_many([f"content {number}".encode() for number in range(100)])
    said = copy(worked, to(place))
    assert (said["objects"], said["copied"]) == (104, 104)
    assert s3.objects(place) == kept(worked.base / "var/storage")


def test_help_needs_neither_the_library_nor_the_services():
    program = (
        "import sys; from intake import cli; print(sorted({'obstore', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_keys_are_in_no_output(worked, s3, place):
    with Gateway(s3.port, [Fault(method="*", status=403, code="SignatureDoesNotMatch")]) as gateway:
        ran = worked.run("storage", "copy", to(place, gateway.endpoint))
    assert ran.status == 1
    assert "keys are not accepted" in ran.err
    for key in KEYS:
        assert key not in ran.out + ran.err
    assert KEYS[1] not in repr(load(worked.config))
