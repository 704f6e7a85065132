"""What the lists have in common: what is asked for in the address, and the pages before and behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar
from urllib.parse import urlencode

from intake.store.streams import Place
from intake.web.visit import NotThere, Visit

PAGE: Final = 50  # rows
_ID: Final = 2**31  # no row has such a number
_DIGITS: Final = 10  # of the longest
_ONE = TypeVar("_ONE", bound=str)


def place_of(visit: Visit) -> Place | None:
    """The row that the page lies behind (`after`) or before (`before`); None: it is the first page."""
    for name in ("after", "before"):
        asked = visit.asked(name)
        if asked:
            if not (asked.isascii() and asked.isdigit()) or len(asked) > _DIGITS or int(asked) >= _ID:
                raise NotThere
            return Place(id=int(asked), back=name == "before")
    return None


def chosen(visit: Visit, name: str, among: Sequence[_ONE]) -> tuple[_ONE, ...]:
    """The values that were chosen under a name, of those that there are."""
    asked = set(visit.request.query_params.getlist(name))
    return tuple(each for each in among if each in asked)


def address(path: str, filters: Mapping[str, str | Sequence[str]], **more: str) -> str:
    """The address of a list with these filters; empty ones are left out."""
    kept = {name: value for name, value in {**filters, **more}.items() if value}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def around(
    path: str,
    filters: Mapping[str, str | Sequence[str]],
    ids: Sequence[int],
    place: Place | None,
    *,
    more: bool,
) -> dict[str, str | None]:
    """The addresses of the pages before and behind; None where there is none."""
    back = place is not None and place.back
    has_next, has_previous = (True, more) if back else (more, place is not None)
    if not ids:  # all of it has gone since, or lay behind
        return {"previous": address(path, filters) if place else None, "next": None}
    return {
        "previous": address(path, filters, before=str(ids[0])) if has_previous else None,
        "next": address(path, filters, after=str(ids[-1])) if has_next else None,
    }


def mailboxes_of(visit: Visit) -> tuple[str, ...]:
    """The mailboxes whose mails without a posting this person is told of."""
    if visit.user.admin:
        return tuple(visit.desk.settings.mailboxes)
    return tuple(sorted({posting.mailbox for posting in visit.postings.values() if posting.mailbox}))


def shown_postings(visit: Visit, also: Sequence[str] | None = ()) -> list[tuple[str, str]]:
    """The postings to choose from, by their titles; `also` one whose file is gone, while it is asked for."""
    found = [(id_, posting.title) for id_, posting in visit.postings.items()]
    found += [(id_, id_) for id_ in also or () if id_ not in visit.postings]
    return sorted(found, key=lambda each: each[1].casefold())
