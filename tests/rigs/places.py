"""Every page of the console that is read, with an address of a day (rigs/day.py) where it has something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.request import Request, urlopen

from sqlalchemy import text

from intake.services import links, report
from intake.store import accounts as store
from intake.web.app import PAGES
from rigs.day import Day

# What is answered with a file, a part of a page, or somewhere else's page.
NO_PAGES = frozenset(
    {
        "/applications/fresh",
        "/applications/{reference}/documents/{sha256}/download",
        "/applications/{reference}/documents/{sha256}/pages/{page}.png",
        "/applications/{reference}/dossier.zip",
        "/audit.csv",
        "/messages/{message}/files/{file}/download",
        "/messages/{message}/raw",
        "/openid",
        "/openid/back",
        "/postings/subject",
        "/postings/{id}/closing.{kind}",
    }
)
# What stands in a frame without scripts, where nothing of ours can look around: letters and documents.
FRAMED = frozenset(
    {
        "/applications/{reference}/decide/{word}/letter",
        "/applications/{reference}/documents/{sha256}/view",
        "/applications/{reference}/letters/{letter}/view",
        "/letters/{letter}/{language}/preview.html",
        "/messages/{message}/files/{file}/view",
        "/messages/{message}/letters/{letter}/view",
    }
)
# What stands only for a moment, behind a form: tests/test_web_browser.py comes by there.
PASSING = frozenset({"/configuration/{token}", "/letters/tried/{key}/preview.html", "/rehearsals/{token}"})


def places(day: Day) -> Mapping[str, str]:
    """The address of each page, by its pattern."""
    found = dict(_places(day))
    patterns = {page.path for page in PAGES if page.method == "GET"} - NO_PAGES - FRAMED - PASSING
    assert set(found) == patterns, set(found) ^ patterns  # a new page is looked at, too
    return found


def _places(day: Day) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        if page.method == "GET" and "{" not in page.path and page.path not in NO_PAGES:
            yield page.path, page.path
    yield from _dossiers(day)
    yield from _people(day)
    posting = "/postings/omp-charge-de-projet"
    yield "/postings/{id}", posting
    yield "/postings/{id}/edit", f"{posting}/edit"
    yield "/postings/{id}/history", f"{posting}/history"
    yield "/postings/{id}/closing", f"{posting}/closing"
    yield "/editions/{id}", "/editions/1"
    yield "/mailboxes/{name}/edit", "/mailboxes/omp/edit"
    yield "/mailboxes/{name}/sign-in", "/mailboxes/omp/sign-in"
    yield "/letters/{letter}/{language}", "/letters/complete/fr"
    yield "/letters/{letter}/{language}/edit", "/letters/complete/fr/edit"


def _dossiers(day: Day) -> Iterator[tuple[str, str]]:
    of, late = "/applications/OMP-2026-0005", "/applications/OMP-2026-0011"
    dossier = next(_dossier(day, of))
    letter, document = f"{of}/letters/{_letter(day, dossier)}", f"{of}/documents/{_paper(dossier)}"
    yield "/applications/{reference}", of
    yield "/applications/{reference}/letters/{letter}", letter
    yield "/applications/{reference}/documents/{sha256}", document
    yield "/applications/{reference}/decide/{word}", f"{late}/decide/accept"
    mail = "/messages/8"
    yield "/messages/{message}", mail
    yield "/messages/{message}/files/{file}", _file_of(day, "/messages/14")
    yield "/messages/{message}/letters/{letter}", f"{mail}/letters/{_letter(day, dossier)}"
    yield "/messages/{message}/assign", "/messages/14/assign"


def _people(day: Day) -> Iterator[tuple[str, str]]:
    with day.desk.database.write() as tx:
        row = store.row_by_email(tx, "direction.omp@example.org")
        assert row is not None
        yield "/accounts/{id:int}", f"/accounts/{row.id}"
        yield "/link/{token}", f"/link/{links.link_for(day.desk, tx, store.user_of(row))}"
    yield "/start/{token}", "/start/a-link-that-is-used-up"


def _dossier(day: Day, of: str) -> Iterator[Any]:
    for row in report.applications(day.desk, posting=None, status=None):
        if of.endswith(row["reference"]):
            yield row


def _paper(dossier: Any) -> str:
    return str(dossier["documents"][0]["sha256"])


def _letter(day: Day, dossier: Any) -> int:
    sent = dossier["acknowledgements"][0]["message_id"]
    with day.desk.database.read() as tx:
        query = text("SELECT id FROM letter WHERE message_id = :sent")
        return int(tx.execute(query, {"sent": sent}).scalar_one())


def _file_of(day: Day, mail: str) -> str:
    """A mail's file, as its page leads to it."""
    cookie = day.cookie()
    asked = Request(day.host + mail, headers={"Cookie": f"{cookie['name']}={cookie['value']}"})
    with urlopen(asked) as answer:
        page = answer.read().decode()
    return re.findall(rf'href="({mail}/files/\d+)"', page)[0]
