"""`intake status`: how it is, at a glance, with nothing changed by looking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from rigs.net import free_port
from rigs.office import CV, Office

from intake.services.status import MailboxState, State
from intake.show.status import status
from intake.store.database import SCHEMA


def looked(office: Office, code: int = 0) -> dict:
    ran = office.run("status", "--json")
    assert ran.status == code, ran.err
    return ran.json


def opened(office: Office) -> None:
    """Let the posting be open: its deadline is in a year."""
    office.posting(deadline=f"{datetime.now(UTC).year + 1}-05-04 16:00")


def test_before_the_first_poll_it_says_so_and_makes_no_file(office: Office) -> None:
    opened(office)
    before = sorted(office.base.rglob("*"))
    found = looked(office)
    assert found["mailboxes"] == [
        {
            "name": "jobs",
            "read_at": None,
            "lag_seconds": None,
            "failing_since": None,
            "error": None,
            "quarantined": 0,
        }
    ]
    assert (found["alarms"], found["workers"], found["disk"]) == ([], [], [])
    assert sorted(office.base.rglob("*")) == before


@pytest.mark.sqlite
def test_an_empty_file_is_left_empty(office: Office) -> None:
    file = office.base / "var" / "intake.db"
    file.parent.mkdir()
    file.touch()
    assert looked(office)["schema"] is None
    assert file.read_bytes() == b""


def test_after_a_poll_it_tells_of_mailboxes_letters_and_deadlines(office: Office) -> None:
    opened(office)
    office.apply(when=datetime.now(UTC) - timedelta(hours=1))
    office.apply([CV], when=datetime.now(UTC) - timedelta(hours=1), sender="Ali <ali@example.com>")
    office.poll()
    found = looked(office)
    (box,) = found["mailboxes"]
    assert (box["name"], box["failing_since"], box["quarantined"]) == ("jobs", None, 0)
    assert 0 <= box["lag_seconds"] < 60
    assert datetime.fromisoformat(box["read_at"]).utcoffset() is not None
    assert found["schema"] == SCHEMA
    (deadline,) = found["deadlines"]
    assert (deadline["posting"], deadline["title"]) == ("omp", "Chargé(e) de projet")
    assert deadline["applications"] == {
        "complete": 1,
        "incomplete": 1,
        "late": 0,
        "review": 0,
        "withdrawn": 0,
    }
    assert found["outbox"] == dict.fromkeys(
        ("due", "waiting", "capped", "sending", "held", "failed", "unknown"), 0
    ) | {"oldest_due_at": None}
    assert {each["what"] for each in found["disk"]} >= {"storage"}


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ("state = 'pending', due_at = :earlier", "due"),
        ("state = 'pending', due_at = :later", "waiting"),
        ("state = 'pending', due_at = :later, note = 'held back by a cap of ''limits'' (1/day)'", "capped"),
        ("state = 'claimed', claimed_by = 'elsewhere/0/0/1/0'", "sending"),
        ("state = 'held'", "held"),
        ("state = 'failed'", "failed"),
        ("state = 'unknown'", "unknown"),
    ],
)
def test_a_letter_that_has_not_surely_gone_out_is_counted_once(
    office: Office, change: str, counted: str
) -> None:
    office.apply()
    office.poll()
    now = datetime.now(UTC).replace(tzinfo=None if office.store().sqlite else UTC, microsecond=0)
    times = {"earlier": now - timedelta(hours=3), "later": now + timedelta(hours=3)}
    used = {name: value for name, value in times.items() if f":{name}" in change}
    office.sql(f"UPDATE letter SET {change}", **used)
    outbox = office.run("status", "--json").json["outbox"]
    assert {name for name, number in outbox.items() if number == 1} == {counted}
    assert (outbox["oldest_due_at"] is not None) is (counted == "due")


def test_an_alarm_that_is_an_error_is_told_with_its_remedy_and_by_the_exit_status(office: Office) -> None:
    office.configure({"jobs": office.mailbox(imap={"port": free_port()})})
    office.poll(status=1)
    found = looked(office, 1)
    (alarm,) = found["alarms"]
    assert (alarm["level"], alarm["code"], alarm["place"]) == ("error", "mailbox_failing", "jobs")
    assert "" not in (alarm["text"], alarm["remedy"])
    assert alarm["since"] is not None
    assert found["mailboxes"][0]["failing_since"] is not None
    assert found["mailboxes"][0]["error"]
    told = office.run("status")
    assert (told.status, "error   Mailbox jobs cannot be read" in told.out) == (1, True)


def test_silence_is_told_though_nothing_runs_that_could_note_it(office: Office) -> None:
    office.poll()
    long_ago = datetime.now(UTC).replace(tzinfo=None if office.store().sqlite else UTC) - timedelta(hours=2)
    office.sql("UPDATE mailbox SET read_at = :at", at=long_ago)
    office.sql("DELETE FROM alarm")
    found = looked(office, 1)
    assert [(each["code"], each["since"]) for each in found["alarms"]] == [("mailbox_silent", None)]
    assert office.sql("SELECT count(*) FROM alarm")[0][0] == 0


@pytest.mark.sqlite
def test_the_database_is_as_it_was(office: Office) -> None:
    office.apply()
    office.poll()
    file = office.base / "var" / "intake.db"
    before = file.read_bytes()
    looked(office)
    assert file.read_bytes() == before


def test_a_database_of_another_schema_is_refused_with_the_remedy(office: Office) -> None:
    office.poll()
    office.sql("UPDATE alembic_version SET version_num = '0008'")
    ran = office.run("status", "--json")
    assert (ran.status, "0008" in ran.json["error"], "intake db upgrade" in ran.json["remedy"]) == (
        1,
        True,
        True,
    )


def test_a_posting_without_an_end_and_one_that_is_over_have_no_deadline_to_come(office: Office) -> None:
    office.posting("driver", subject="Driver", deadline=None, reference="DRV")  # the other one is over
    assert looked(office)["deadlines"] == []
    assert "No open posting has a deadline." in office.run("status").out


def test_deadlines_stand_in_their_postings_zone_the_next_one_first(office: Office) -> None:
    year = datetime.now(UTC).year + 1
    office.posting(deadline=f"{year}-07-01 16:00")
    office.posting("driver", subject="Driver", deadline=f"{year}-05-04", reference="DRV")
    assert [each["deadline"] for each in looked(office)["deadlines"]] == [
        f"{year}-05-05T00:00:00+00:00",
        f"{year}-07-01T16:00:00+00:00",
    ]


def shown(state: State, capsys: pytest.CaptureFixture[str]) -> str:
    status(state, "UTC")
    return capsys.readouterr().out


NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_of_many_mailboxes_those_in_trouble_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    boxes = [MailboxState(name=f"m{n}", read_at=NOW, lag=timedelta(seconds=9)) for n in range(30)]
    boxes[7] = MailboxState(name="sick", failing_since=NOW)
    boxes[9] = MailboxState(name="mute", read_at=NOW, lag=timedelta(days=2, hours=3), silent=True)
    told = shown(State(schema=SCHEMA, now=NOW, mailboxes=boxes), capsys)
    assert [
        word for word in ("sick", "failing", "mute", "silent", "2 d 3 h", "and 28 more") if word not in told
    ] == []
    assert "m1 " not in told


def test_an_empty_configuration_is_told_in_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(State(schema=None, now=NOW, mailboxes=[]), capsys)
    assert "No mailbox is configured." in told
    assert "At work: nobody just now." in told
    assert "a database that was never used" in told
