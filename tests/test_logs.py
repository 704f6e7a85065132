"""Logs: keys for machines, lines for people, and nothing of a candidate in either."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from rigs.office import IN_TIME, Office, ended

from intake.logs import Lines, wanted

MESSAGES = Path(__file__).parent / "messages"
KEPT = {"event", "level", "logger", "time"}


def record(message: Any, *args: Any, error: BaseException | None = None) -> logging.LogRecord:
    fault = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("intake.services.poll", logging.INFO, __file__, 1, message, args, fault)
    made.created = datetime(2026, 5, 4, 15, 0, 0, 250000, UTC).timestamp()
    return made


def as_json(*said: Any, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Lines("json").format(record(*said, **more)))
    return found


@pytest.mark.parametrize(
    ("said", "event", "keys"),
    [
        (("running",), "running", {}),
        (("mail id=%d outcome=%s", 3, "application"), "mail", {"id": 3, "outcome": "application"}),
        (("mail id=%d outcome=duplicate of=%d", 3, 1), "mail", {"id": 3, "outcome": "duplicate", "of": 1}),
        (("application=%s taken in", None), "taken in", {"application": None}),
        (("mailbox=%s %s In %d s.", "jobs", "It is=full.", 60), "It is=full. In 60 s.", {"mailbox": "jobs"}),
        (("idle mailbox=%s retry_in=%.0fs", "jobs", 2.5), "idle", {"mailbox": "jobs", "retry_in": "2s"}),
        (("digest day=%s", date(2026, 5, 4)), "digest", {"day": "2026-05-04"}),
        (("mailbox=%s", "two words a=b"), "poll", {"mailbox": "two words a=b"}),
        (("%d%% of %s", 50, "all"), "50% of all", {}),
        (("100% sure",), "100% sure", {}),
        (("%(what)s is=%(how)s", {"what": "x", "how": "y"}), "x is=y", {}),
        (("level=%s time=%s", "high", "now"), "level=high time=now", {}),
        ((ValueError("of a library"),), "of a library", {}),
        (("said\x1b[31m red\nand more",), "said [31m red and more", {}),
        (("place=%s", "a\x1b[2Jb"), "poll", {"place": "a [2Jb"}),
    ],
)  # fmt: skip
def test_what_is_logged_is_an_event_with_its_keys(
    said: tuple[Any, ...], event: str, keys: dict[str, Any]
) -> None:
    found = as_json(*said)
    assert found["event"] == event
    assert {key: value for key, value in found.items() if key not in KEPT} == keys


def test_a_line_says_when_where_and_how_bad() -> None:
    found = as_json("running")
    assert {name: found[name] for name in KEPT} == {
        "event": "running",
        "level": "info",
        "logger": "intake.services.poll",
        "time": "2026-05-04T15:00:00.250Z",
    }


def test_people_read_one_line_without_colours() -> None:
    line = Lines("text").format(record("mail id=%d outcome=%s", 3, "application"))
    assert line == "2026-05-04T15:00:00.250Z [info] mail [intake.services.poll] id=3 outcome=application"


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_exception_is_named_by_its_type_and_place_not_by_its_words(form: Any) -> None:
    try:
        raise ValueError("salma@example.com")  # noqa: TRY301
    except ValueError as error:
        line = Lines(form).format(record("it failed", error=error))
    assert "salma" not in line
    assert f"ValueError at {__file__}:" in line
    assert "\n" not in line


def test_a_programme_gets_one_json_object_a_line(office: Office) -> None:
    office.apply()
    ran = ended(office.start("--verbose", "poll", "--json"))
    assert ran.status == 0
    events = [json.loads(line) for line in ran.err.splitlines()]
    assert {"mail", "letter"} <= {each["event"] for each in events}
    assert all(each.keys() >= KEPT for each in events)
    assert ran.json["sent"] == 1


@pytest.mark.parametrize(
    ("asked", "terminal", "form"),
    [("", True, "text"), ("", False, "json"), ("json", True, "json"), ("text", False, "text")],
)
def test_a_terminal_gets_text_a_programme_json_and_the_variable_forces_one(
    monkeypatch: pytest.MonkeyPatch, asked: str, terminal: bool, form: str
) -> None:
    monkeypatch.setenv("INTAKE_LOG", asked)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    assert wanted() == form


def test_a_form_that_there_is_not_is_refused_with_those_there_are(office: Office) -> None:
    office.environment["INTAKE_LOG"] = "xml"
    ran = office.run("messages")
    assert (ran.status, "INTAKE_LOG is 'xml'; it may be json or text." in ran.err) == (2, True)


class Heard(logging.Handler):
    """Keeps every line of every logger but the test's own SMTP server, in both forms."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.forms = (Lines("json"), Lines("text"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Format it as the command would."""
        if record.name != "mail.log":
            self.lines += [form.format(record) for form in self.forms]


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Everything that anybody logs, at debug level."""
    handler, root, ours = Heard(), logging.getLogger(), logging.getLogger("intake")
    before = root.level, ours.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    ours.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before[0])
    ours.setLevel(before[1])


def personal(raw: bytes) -> set[str]:
    """What a mail says of people: addresses, names, the subject, names of files."""
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    found = set()
    for name in ("From", "Reply-To", "Sender"):
        for each in getattr(mail[name], "addresses", ()) if mail[name] else ():
            found |= {each.addr_spec, each.display_name}
    found.add(str(mail["Subject"] or ""))
    found |= {part.get_filename() or "" for part in mail.walk()}
    return {" ".join(text.split()) for text in found if len(text) > 5}


def test_no_word_of_a_golden_mail_is_in_any_log(office: Office, heard: Heard) -> None:
    paths = sorted(MESSAGES.glob("*.eml"))[::4]
    raws = [path.read_bytes() for path in paths]
    office.dovecot.append_all(office.user, [(raw, IN_TIME) for raw in raws])
    polled, _ = office.poll_at(IN_TIME)
    assert sum(each.new for each in polled) == len(raws) > 20
    text = "\n".join(heard.lines)
    assert "outcome=" in text  # it was heard at all
    assert [word for raw in raws for word in personal(raw) if word in text] == []
