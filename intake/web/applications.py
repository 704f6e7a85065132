"""The list of applications: filtered, searched, sorted, page by page; what is new comes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from starlette.responses import Response

from intake.domain import finding
from intake.domain.letter import missing_of
from intake.domain.model import STATUSES, Posting
from intake.domain.terms import COMMA, kinds_in, status_in
from intake.store import browse
from intake.store.browse import Mark
from intake.store.wanted import COUNTED, SORTS, Sort, Wanted
from intake.web.lists import PAGE, address, around, chosen, place_of, shown_postings
from intake.web.pages import page
from intake.web.routes import Page, get
from intake.web.visit import NotThere, Visit

_TYPED: Final = 200  # letters of a search
_FRESH: Final = 50  # changed ones told of at once
_PATH: Final = "/applications"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row of the list."""

    row: Any
    posting: Posting | None  # None: its file is gone
    lacks: str
    reason: str
    late: str | None  # by how much
    documents: int


def applications(visit: Visit) -> Response:
    """A page of the list."""
    wanted, filters = _wanted(visit)
    place = place_of(visit)
    with visit.desk.database.read() as tx:
        if place is not None and wanted.sort == "name":
            place = browse.named(tx, place)
        mark = browse.mark(tx)
        found = browse.page(tx, wanted, place, PAGE)
        documents = browse.documents(tx, [row.id for row in found.rows])
    if place is not None and place.back and not found.more:  # it is the first page: the one that grows
        return visit.go(address(_PATH, filters))
    ids = [row.id for row in found.rows]
    fresh = found.sort == "newest" and place is None
    return page(
        visit,
        "applications.html",
        lines=[line(visit, row, documents) for row in found.rows],
        total=found.total,
        counted=COUNTED,
        sort=found.sort,
        refused=wanted.sort == "name" != found.sort,
        filters=filters,
        around=around(_PATH, filters, ids, place, more=found.more),
        fresh=_fresh_address(filters, mark) if fresh else None,
        several=wanted.postings is None or len(wanted.postings) != 1,
        shown_postings=shown_postings(visit, wanted.postings if filters["posting"] else ()),
        shown_statuses=[(each, status_in(each, visit.language)) for each in STATUSES],
    )


def fresh(visit: Visit) -> Response:
    """What is new in the list since a mark, for the page that shows it: rows, and how many."""
    wanted, filters = _wanted(visit)
    since = _mark_of(visit)
    with visit.desk.database.read() as tx:
        mark = browse.mark(tx)
        if mark == since:
            return Response(status_code=204)
        ids = browse.changed(tx, since, _FRESH)
        new = [id_ for id_ in ids if id_ > since.application]
        old = [id_ for id_ in ids if id_ <= since.application]
        rows = browse.of_those(tx, wanted, new)
        # What stands on the page already is told of whatever it has become.
        changed = browse.of_those(tx, Wanted(postings=wanted.postings, words=wanted.words), old)
        documents = browse.documents(tx, [row.id for row in (*rows, *changed)])
    return page(
        visit,
        "applications_fresh.html",
        new=[line(visit, row, documents) for row in rows],
        changed=[line(visit, row, documents) for row in changed],
        fresh=_fresh_address(filters, mark),
        again=address(_PATH, filters),
        several=wanted.postings is None or len(wanted.postings) != 1,
    )


def line(visit: Visit, row: Any, documents: dict[int, int]) -> Line:
    """One row as people read it."""
    posting = visit.desk.settings.postings.get(row.posting)
    minutes = posting.minutes_late(row.received_at) if posting and row.late else None
    told = row.status in ("review", "late", "withdrawn", "spam")
    why = row.reason if told and not (row.status == "late" and minutes is not None) else ""
    open_ = row.status not in ("withdrawn", "spam")
    return Line(
        row=row,
        posting=posting,
        lacks=lacks(visit, row, posting)
        if row.missing and open_ and not why
        else "",  # the reason says it, too
        reason=why,
        late=_lasting(visit, minutes) if minutes is not None else None,
        documents=documents.get(row.id, 0),
    )


def lacks(visit: Visit, row: Any, posting: Posting | None) -> str:
    """What an application lacks, in words; of references, how many there are of how many."""
    if posting is None:
        return kinds_in(row.missing, visit.language)
    said = []
    for each in missing_of(posting, row.missing, row.references_count):
        words = kinds_in([each.kind], visit.language)
        counted = each.kind == "references" and each.required > 1
        said.append(f"{words} ({each.found}/{each.required})" if counted else words)
    return COMMA[visit.language].join(said)


def _lasting(visit: Visit, minutes: int) -> str:
    from intake.domain.phrases import lasting

    return lasting(timedelta(minutes=minutes) // timedelta(minutes=1), visit.language)


def _wanted(visit: Visit) -> tuple[Wanted, dict[str, str | Sequence[str]]]:
    """What the address asks for: for the store, and to be asked again."""
    posting, text = visit.asked("posting"), visit.asked("q")[:_TYPED]
    if posting and not visit.may_see(posting):
        raise NotThere
    statuses = chosen(visit, "status", STATUSES)
    sort: Sort = next((each for each in SORTS if each == visit.asked("sort")), "newest")
    postings = (posting,) if posting else None if visit.scope is None else tuple(sorted(visit.scope))
    wanted = Wanted(postings=postings, statuses=statuses, words=finding.asked(text), sort=sort)
    sorted_by = "" if sort == "newest" else sort
    return wanted, {"posting": posting, "status": statuses, "q": text, "sort": sorted_by}


def _fresh_address(filters: dict[str, str | Sequence[str]], mark: Mark) -> str:
    said = f"{mark.application}.{mark.message}.{mark.audit}"
    return address(f"{_PATH}/fresh", filters, mark=said)


def _mark_of(visit: Visit) -> Mark:
    parts = visit.asked("mark").split(".")
    if len(parts) != 3 or not all(each.isascii() and each.isdigit() and len(each) < 15 for each in parts):  # noqa: PLR2004
        raise NotThere
    return Mark(application=int(parts[0]), message=int(parts[1]), audit=int(parts[2]))


PAGES: tuple[Page, ...] = (get(_PATH, applications), get(f"{_PATH}/fresh", fresh))
