"""The main job with its mails in a bucket: as with a folder, whatever happens meanwhile."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rigs import crash
from rigs.dovecot import Dovecot
from rigs.office import IN_TIME, SALMA, Office
from rigs.s3 import KEYS, S3, Fault, Gateway
from rigs.scenes import BILL, COMPLETE, OFFICER, PART
from rigs.scenes import IN_TIME as WHEN
from rigs.smtp import Sink
from sqlalchemy import delete

from intake.domain.storage import Bucket
from intake.services.forget import retire, sweep
from intake.services.poll import poll
from intake.store.tables import message

POINTS = ("fetched", "stored", "parsed", "before commit", "committed", "before cursor", "settled")


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    """A service that speaks S3."""
    with S3() as service:
        yield service


def storage(place: Bucket, endpoint: str | None = None) -> dict[str, Any]:
    """A bucket as intake.yaml names it."""
    keys = {"access_key": {"file": "key"}, "secret_key": {"file": "secret"}}
    return {"url": str(place), "endpoint": endpoint or place.endpoint, "region": "eu-west-3", **keys}


def put_keys(base: Path) -> None:
    """Write the files that the configuration names."""
    for name, key in zip(("key", "secret"), KEYS, strict=True):
        (base / name).write_text(key)
        (base / name).chmod(0o600)


@pytest.fixture
def place(s3: S3) -> Bucket:
    """A bucket of its own."""
    return s3.bucket()


@pytest.fixture
def filed(office: Office, place: Bucket) -> Office:
    """An office whose mails are kept in a bucket."""
    put_keys(office.base)
    office.configure(storage=storage(place))
    return office


def digests(s3: S3, place: Bucket) -> set[str]:
    """What the bucket keeps."""
    return {key.rpartition("/")[2] for key in s3.objects(place)}


# --- the main job ---


def test_mails_are_filed_answered_shown_and_taken_through_again(filed, s3, place):
    raws = [filed.apply(), filed.apply(sender="Lina <lina@example.net>", subject="Facture", text="Voici.\n")]
    filed.poll()
    assert sorted(filed.outcomes()) == ["application", "unmatched"]
    assert filed.application()["status"] == "complete"
    assert len(filed.letters) == 1
    rows = filed.messages()
    assert digests(s3, place) == {row["sha256"] for row in rows}
    assert sorted(s3.objects(place).values()) == sorted(raws)
    assert not (filed.base / "var" / "storage").exists()

    (bill,) = [row["id"] for row in rows if row["outcome"] == "unmatched"]
    assert filed.run("replay", bill, "--posting", "omp").status == 0
    assert len(filed.applications()) == 2


def test_a_mail_without_a_row_is_found_by_reconcile_and_its_bytes_are_kept_once(filed, s3, place):
    filed.apply(subject="Facture", text="Voici.\n", files=())
    filed.poll()
    with filed.desk(lambda: IN_TIME) as desk, desk.database.write() as tx:
        tx.execute(delete(message))
    (told,) = filed.run("reconcile", "--json").json["folders"]
    assert (told["missing"], told["mended"]) == (1, 1)
    assert len(s3.objects(place)) == 1


def test_a_person_is_erased_from_the_bucket_too(filed, s3, place):
    filed.apply()
    other = filed.apply(sender="Lina <lina@example.net>")
    filed.poll()
    assert len(s3.objects(place)) == 2
    said = filed.run("erase", SALMA, "--json")
    assert (said.status, said.json["left"]) == (0, 0)
    assert list(s3.objects(place).values()) == [other]
    assert filed.poll()["outcomes"] == {}


def test_dossiers_whose_retention_is_over_leave_the_bucket_and_so_does_what_no_row_names(filed, s3, place):
    filed.posting(retention={"months": 1})
    filed.apply()
    filed.poll_at(IN_TIME)
    with filed.desk(lambda: datetime(2027, 1, 1, tzinfo=UTC)) as desk:
        desk.blobs.put(b"put by a process that died")
        assert [each.dossiers for each in retire(desk)] == [1]
        assert list(s3.objects(place).values()) == [b"put by a process that died"]  # lately: a day is waited
        assert sweep(desk) == 1
    assert s3.objects(place) == {}


def test_check_says_whether_the_bucket_does_all_that_is_done(filed, s3, place):
    found = filed.run("check", "--connect", "--json").json["findings"]
    assert [(each["level"], each["text"]) for each in found if each["where"] == f"storage {place}"] == [
        ("info", "Objects can be written, read, listed and removed.")
    ]
    s3.remove(place)
    ran = filed.run("check", "--connect", "--json")
    (told,) = [each for each in ran.json["findings"] if each["where"] == f"storage {place}"]
    assert (ran.status, told["level"]) == (1, "error")
    assert "no such bucket" in told["text"]
    assert filed.run("check").status == 0  # nothing is asked of it there


def test_a_service_that_fails_loses_nothing_and_the_mail_is_taken_in_when_it_is_back(filed, s3, place):
    with Gateway(s3.port, [Fault(method="PUT", status=403, code="QuotaExceeded")]) as gateway:
        filed.configure(storage=storage(place, gateway.endpoint))
        filed.apply()
        ran = filed.run("poll", "--json")
        assert ran.status == 1
        assert "no room left" in ran.json["mailboxes"][0]["error"]
        assert filed.messages() == []
        gateway.faults.clear()
        assert filed.poll()["outcomes"] == {"application": 1}


def test_a_put_that_was_done_and_not_answered_leads_to_one_row_and_one_letter(filed, s3, place):
    with Gateway(s3.port, [Fault(method="PUT", kind="lost", times=5)]) as gateway:
        filed.configure(storage=storage(place, gateway.endpoint))
        filed.apply()
        assert filed.run("poll").status == 1
        assert (len(s3.objects(place)), filed.messages(), filed.letters) == (1, [], [])
        filed.poll()
    assert len(s3.objects(place)) == len(filed.messages()) == len(filed.letters) == 1


def test_bytes_that_are_gone_when_their_row_is_written_are_put_again(filed, s3, place):
    filed.apply()
    with filed.desk(lambda: IN_TIME) as desk:
        parse = desk.parse

        def parse_meanwhile(raw: bytes, received_at: datetime) -> Any:
            sweep(desk)
            assert s3.objects(place) == {}
            return parse(raw, received_at)

        poll(replace(desk, parse=parse_meanwhile), desk.settings.mailboxes["jobs"])
    assert len(s3.objects(place)) == len(filed.messages()) == 1


# --- killed ---


class CrashOffice(crash.Office):
    """An office of the crash tests whose mails are in a bucket."""

    s3: S3
    place: Bucket

    def state(self) -> dict[str, Any]:
        """What everybody sees in the end, and what the bucket keeps."""
        return super().state() | {"kept": sorted(digests(self.s3, self.place))}


@pytest.fixture
def crashing(tmp_path: Path, s3: S3, dovecot: Dovecot, launcher: crash.Launcher) -> Iterator[Any]:
    """Makes offices of the crash tests."""
    with Sink() as sink:

        def make(number: int) -> CrashOffice:
            place = s3.bucket()
            lines = storage(place)
            office = CrashOffice(
                base=tmp_path / str(number),
                dovecot=dovecot,
                sink=sink,
                user=f"{place.name[-12:]}@example.org",
                launcher=launcher,
                further=f"storage: {lines}".replace("'", '"'),
            )
            office.s3, office.place = s3, place
            put_keys(office.base)
            office.fill([(COMPLETE, WHEN), (BILL, WHEN), (PART, WHEN), (OFFICER, WHEN), (COMPLETE, WHEN)])
            return office

        yield make


def test_a_poll_killed_anywhere_and_given_again_ends_as_if_nothing_had_been(crashing):
    """Between the bucket and the row among them: the bytes are there, and nothing names them yet."""
    calm = crashing(0)
    passed = calm.run("poll", crash_at=crash.NOWHERE).passed
    calm.settle()
    expected, sent = calm.state(), calm.letters()
    assert len(expected["kept"]) == 4
    for number, point in enumerate(POINTS, start=1):
        office = crashing(number)
        before = office.letters()
        ended = office.run("poll", crash_at=f"{point}:{(passed[point] + 1) // 2}")
        assert ended.code == -signal.SIGKILL
        office.settle()
        assert office.state() == expected, point
        assert office.letters() - before == sent, point


def test_an_erasure_killed_anywhere_and_given_again_leaves_nothing_of_the_person(crashing):
    for number, point in enumerate(("erasing", "erased", "bytes erased", "compacted")):
        office = crashing(number)
        office.settle()
        assert office.run("erase", SALMA, crash_at=point).code == -signal.SIGKILL
        assert office.run("erase", SALMA).code == 0
        office.settle()
        rows = office.ask("messages")
        assert digests(office.s3, office.place) == {row["sha256"] for row in rows}, point
        assert SALMA not in {row["sender"] for row in rows}, point
