"""Postings as people look at them: all of them, and each with its numbers, its rules and its end."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from starlette.responses import Response

from intake.domain import phrases
from intake.domain.chart import HEIGHT, WIDTH, Chart, drawn
from intake.domain.model import STATUSES, Posting, Recruiter
from intake.domain.plain import spelled
from intake.domain.terms import COMMA
from intake.services import overview
from intake.services.overview import Picture
from intake.services.showing import PACKED
from intake.store import upkeep
from intake.web.downloads import attachment, stream
from intake.web.log_words import entries
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_DEEDS: Final = 20  # of a page
_AT_ONCE: Final = 2000  # applications whose report is made while the page is
_BIGGEST: Final = 2**31 - 1  # of an id


def listing(visit: Visit) -> Response:
    """All postings of the person."""
    if visit.scope is None:
        lines, gone = overview.every(visit.desk)
    else:
        lines, gone = overview.lines(visit.desk, visit.postings.values()), {}
    return page(
        visit,
        "postings.html",
        present=[line for line in lines if line.state != "closed"],
        past=[line for line in lines if line.state == "closed"],
        gone=gone,
        states=states(visit),
    )


def one(visit: Visit) -> Response:
    """A posting."""
    posting, desk = _posting(visit), visit.desk
    (line,) = overview.lines(desk, [posting])
    picture = overview.picture(desk, posting)
    closed = overview.has_closed(posting, desk.now())
    inline = closed and line.total <= _AT_ONCE
    return page(
        visit,
        "posting.html",
        line=line,
        posting=posting,
        states=states(visit),
        statuses=[each for each in STATUSES if each != "spam" or line.counts.get(each)],
        example=example(visit, posting),
        retention=desk.settings.retention.get(posting.id),
        gets=partial(_gets, visit),
        **_rules(visit, posting),
        chart=_chart(visit, picture) if picture else None,
        closed=closed,
        facts=overview.report(desk, posting, visit.language) if inline else None,
        told=overview.told_of(desk, posting) if closed else (),
        awaited=overview.is_awaited(posting, desk.now()),
        **_deeds(visit, posting),
    )


def closing(visit: Visit) -> Response:
    """The report on a posting's end, as it stands now."""
    posting = _closed(visit)
    return page(
        visit,
        "posting_closing.html",
        posting=posting,
        facts=overview.report(visit.desk, posting, visit.language),
        told=overview.told_of(visit.desk, posting),
        awaited=overview.is_awaited(posting, visit.desk.now()),
    )


def closing_file(visit: Visit) -> Response:
    """The same as a file."""
    posting, kind = _closed(visit), visit.request.path_params["kind"]
    if kind not in ("pdf", "xlsx"):
        raise NotThere
    facts = overview.report(visit.desk, posting, visit.language)
    name, data = overview.as_file(visit.desk, facts, kind)
    return attachment(data, name)


def dossiers(visit: Visit) -> Response:
    """The complete dossiers, packed."""
    posting = _posting(visit)
    with PACKED.one(), TemporaryDirectory(prefix="intake-") as folder:  # what is open outlives its name
        path = overview.packed(visit.desk, posting, Path(folder))
        return stream(path.open("rb"), f"{posting.id}.zip")


def states(visit: Visit) -> dict[str, str]:
    """How a posting stands, in words."""
    return {
        "open": visit.say("open"),
        "grace": visit.say("in the time of grace"),
        "not_yet": visit.say("not open yet"),
        "no_channel": visit.say("without a mailbox"),
        "draft": visit.say("draft"),
        "closed": visit.say("closed"),
    }


def example(visit: Visit, posting: Posting) -> str | None:
    """A subject as a candidate is to write it."""
    if posting.subject is None:
        return None
    return spelled(posting.subject, name=visit.say("First name Last name"), title=posting.title)


def _rules(visit: Visit, posting: Posting) -> dict[str, Any]:
    """Rules that take a word or two to be told."""
    names = {"fr": visit.say("French"), "en": visit.say("English"), "ar": visit.say("Arabic")}

    def lasting(span: timedelta | None) -> str:
        return phrases.lasting(int((span or timedelta()) / timedelta(minutes=1)), visit.language)

    return {
        "grace": lasting(posting.grace),
        "reminder": lasting(posting.reminder),
        "languages": COMMA[visit.language].join(names[each] for each in posting.languages),
    }


def _gets(visit: Visit, recruiter: Recruiter) -> str:
    """What a recruiter is told of."""
    found = [
        words
        for words, given in (
            (visit.say("digest"), recruiter.digest),
            (visit.say("closing report"), recruiter.closing),
            (visit.say("exceptions at once"), recruiter.exceptions),
        )
        if given
    ]
    return COMMA[visit.language].join(found) or visit.say("no mail")


def _posting(visit: Visit) -> Posting:
    return visit.posting(visit.request.path_params["id"])


def _closed(visit: Visit) -> Posting:
    posting = _posting(visit)
    if not overview.has_closed(posting, visit.desk.now()):
        raise NotThere
    return posting


def _deeds(visit: Visit, posting: Posting) -> dict[str, Any]:
    """What people did with its applications, as far as the address asks back."""
    before = number(visit.asked("before"))
    with visit.desk.database.read() as tx:
        rows = upkeep.of_posting(tx, posting.id, before=before, most=_DEEDS + 1)
        names = upkeep.account_names(tx)
    shown = rows[:_DEEDS]
    return {
        "deeds": entries(visit, shown, names),
        "older": shown[-1].id if len(rows) > _DEEDS else None,
        "before": before,
    }


def number(text: str) -> int | None:
    """An id that an address names; None: it names none."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= len(str(_BIGGEST))
    return int(text) if is_one and 0 < int(text) <= _BIGGEST else None


# --- the picture -------------------------------------------------------------


def _chart(visit: Visit, picture: Picture) -> dict[str, Any]:
    """What the template draws, and the same numbers for the table behind it."""
    chart: Chart = drawn(picture.numbers, cut=picture.cut, right_to_left=visit.language == "ar")
    single = picture.spans[0].first == picture.spans[0].last
    short = partial(phrases.short_day, language=visit.language)

    def named(place: int) -> str:
        span = picture.spans[place]
        return short(span.first) if single else f"{short(span.first)} – {short(span.last)}"

    rows = [(named(place), each) for place, each in enumerate(picture.numbers)]
    total = sum(each.all for each in picture.numbers)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "geometry": chart,
        "bars": list(zip(chart.bars, rows, strict=True)),
        "dates": [(mark.at, short(picture.spans[mark.value].first)) for mark in chart.dates],
        "rows": rows,
        "single": single,
        "total": total,
        "later": picture.later,
        "peak": max(rows, key=lambda row: row[1].all) if rows else None,
    }


PAGES: tuple[Page, ...] = (
    get("/postings", listing),
    get("/postings/{id}/closing", closing),
    get("/postings/{id}/closing.{kind}", closing_file),
    post("/postings/{id}/dossiers.zip", dossiers),
    get("/postings/{id}", one),
)
