"""Mails that break readers: each is taken in or refused, in bounded time and memory, and the next is read."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from builders.hostile import MAILS
from builders.hostile_files import FILES
from builders.mails import RECEIVED, mail
from rigs.office import FULL, Office

from intake.adapters.mime import parse
from intake.domain.model import OUTCOMES, Message
from intake.domain.trouble import Unreadable

SECONDS = 30  # generous, for a slow machine; a quadratic reader takes minutes
MEMORY = 1 << 30  # bytes of address space in which each of them must be readable

REFUSED = {
    "nested 1,000 levels": "nested too deeply",
    "nested 100,000 levels": "nested too deeply",
    "nested 100,000 levels, one boundary": "more than 2000 parts",
    "nested 400 levels, boundaries that begin alike": "nested too deeply",
    "50,000 parts": "more than 2000 parts",
    "2,000 parts": "more than 2000 parts",
    "mails in mails, 1,000 levels": "nested too deeply",
    "mails in mails, 100,000 levels": "nested too deeply",
    "25 MB of bare newlines": "more than 2000000 lines",
    "3 MB of carriage returns": "more than 2000000 lines",
    "NUL in every header": "no header of a mail",
    "NUL between all bytes": "no header of a mail",
}


def limit() -> None:
    """Grant a worker no more memory than MEMORY."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def read(name: str) -> tuple[float, Message | str]:
    """Parse a mail of the table: the seconds that it took, and the message or why it is refused."""
    raw = MAILS[name]()
    started = time.perf_counter()
    try:
        found: Message | str = parse(raw, RECEIVED)
    except Unreadable as error:
        found = error.reason
    return time.perf_counter() - started, found


@pytest.fixture(scope="module")
def worker() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=limit) as pool:
        yield pool


@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_mail_is_read_or_refused_in_bounded_time_and_memory(
    worker: ProcessPoolExecutor, name: str
) -> None:
    seconds, found = worker.submit(read, name).result(100)
    assert seconds < SECONDS
    if name in REFUSED:
        assert isinstance(found, str), "it was read"
        assert REFUSED[name] in found
        return
    assert isinstance(found, Message), found
    assert found.subject.isprintable()
    assert len(found.subject) <= 2_000
    assert len(found.text) <= 200_000
    assert len(found.headers) <= 500
    for file in found.attachments:
        assert file.name is None or (file.name.isprintable() and len(file.name) <= 255)


def test_every_refusal_is_of_a_mail() -> None:
    assert REFUSED.keys() <= MAILS.keys()


# --- the whole way -----------------------------------------------------------

GROUPS = 4
SMALL = 100_000  # bytes of a file that goes the whole way here; each was read alone elsewhere
SLOW = "a PDF whose form draws itself"


def taken_in(office: Office, raws: Sequence[bytes]) -> list[str]:
    """Poll a mailbox of hostile mails between two sound ones; the outcome of each, the sound ones apart."""
    office.apply(sender="first@example.com")
    for raw in raws:
        office.dovecot.deliver(office.user, raw)
    office.apply(sender="last@example.com")
    count = len(raws) + 2
    (said,) = office.run("poll", "--json").json["mailboxes"]
    assert said == {"name": "jobs", "fetched": count, "new": count, "error": None}
    rows = office.messages()
    assert len(rows) == count
    assert not [row["reason"] for row in rows if "could not be processed" in row["reason"]]
    assert all(row["outcome"] in OUTCOMES and row["reason"] for row in rows)
    complete = {each["candidate"]["email"] for each in office.applications("--status", "complete")}
    assert {"first@example.com", "last@example.com"} <= complete
    stored = {path.name for path in (office.base / "var" / "storage").rglob("*")}
    assert {row["sha256"] for row in rows} <= stored
    return [row["outcome"] for row in rows]


@pytest.mark.parametrize("group", range(GROUPS))
def test_every_hostile_mail_is_stored_and_the_next_is_handled(office: Office, group: int) -> None:
    names = list(MAILS)[group::GROUPS]
    outcomes = taken_in(office, [MAILS[name]() for name in names])
    # As the parser alone judges them: nothing stumbles behind it.
    assert outcomes.count("quarantined") == len(REFUSED.keys() & set(names))


def test_every_hostile_file_is_a_document_and_the_next_mail_is_handled(office: Office) -> None:
    files = [make() for name, make in FILES.items() if name != SLOW]
    raws = [
        mail(sender=f"{number}@example.com", files=[*FULL, file])
        for number, file in enumerate(files)
        if len(file[1]) < SMALL
    ]
    assert len(raws) > 30
    office.posting(deadline=None)
    assert "quarantined" not in taken_in(office, raws)
    assert len(office.applications()) == len(raws) + 2
    assert all(each["status"] == "complete" for each in office.applications())
