"""A draft as a posting's file: YAML that `check` accepts, each value below the ad's words it comes from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeGuard, get_args

from intake import zones
from intake.domain.draft import AskedDocument, Caution, Draft, DraftField
from intake.domain.model import Language
from intake.domain.subject import check_rule
from intake.settings.writing import MOST, plain, quoted, shown

_WIDTH: Final = 100
_NO_TITLE: Final = "To be completed"
_LANGUAGE: Final[Language] = "en"  # of letters about an ad in another language


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a configuration adds to an ad: the mailbox that receives the mail, and the zone of its deadlines.

    None: there is no configuration, or none of its mailboxes has an address of the ad.
    """

    mailbox: str | None = None
    zone: str | None = None
    rivals: tuple[str, ...] = ()  # several mailboxes have an address of the ad
    recruiters: tuple[str, ...] = ()
    refused: bool = False  # the configuration has faults: nothing is known of it


def open_points(draft: Draft, place: Place) -> tuple[Caution, ...]:
    """Everything to settle or to read before the posting opens, of the ad and of the configuration.

    Remarks count: an ad whose deadline was overlooked says only that it names none.
    """
    found = [*draft.cautions]
    if draft.language not in get_args(Language):
        text = f"Letters are written in fr, en or ar; the ad's language is {draft.language or 'not clear'}."
        found.append(Caution(code="language_unsupported", text=f"{text} Choose `language`."))
    if place.mailbox is None and draft.channel in ("email", "mixed"):
        found.append(_mailbox_unknown(draft, place))
    if draft.subject and (fault := check_rule(draft.subject)):
        found.append(Caution(code="subject_rule", text=fault))
    if draft.timezone and isinstance(draft.deadline, datetime) and place.zone is None:
        text = f"The deadline is in {draft.timezone}: write it in the `timezone` of your intake.yaml."
        found.append(Caution(code="timezone_stated", text=text))
    return tuple(found)


def _mailbox_unknown(draft: Draft, place: Place) -> Caution:
    wanted = " or ".join(draft.addresses) or "the address of the ad"
    if place.refused:
        text = "The configuration is refused, so its mailboxes are not known: run 'intake check' and mend it."
    elif place.rivals:
        text = f"Several mailboxes have {wanted} ({', '.join(place.rivals)}): name one of them here."
    else:
        text = f"No mailbox of intake.yaml has the address {wanted}: describe it there, and name it here."
    return Caution(code="mailbox_unknown", text=text)


def posting_file(draft: Draft, place: Place, *, source: str | None) -> str:
    """Write the YAML of the posting; with open points it is a draft, which takes no applications.

    `source` is the name of the ad's file, for the reader; None: a person gave the values.
    """
    points = open_points(draft, place)
    lines = ["# Made by intake init: every line can be changed by hand."]
    if source is not None:
        lines = [f"# Read by intake from {shown(source)}: compare each value with the ad's words above it."]
    if points:
        lines.append("# It is a draft. Settle what has a !, read the rest, then remove `draft: true`:")
    for caution in sorted(points, key=lambda point: point.note):
        lines += _comment(f"{'-' if caution.note else '!'} {caution.code}: {caution.text}", hang="    ")
    lines += ["", *_fields(draft, place)]
    if points:
        lines.append("draft: true")
    return "\n".join(lines) + "\n"


def _fields(draft: Draft, place: Place) -> Iterator[str]:
    yield from _words_of(draft, "title")
    title = draft.title or _NO_TITLE
    yield f"title: {plain(title[:1].upper() + title[1:])}"
    yield from _words_of(draft, "organisation")
    yield f"organisation: {plain(draft.organisation)}" if draft.organisation else "# organisation: NAME"
    yield from _words_of(draft, "addresses")
    if draft.channel not in ("email", "mixed") and place.mailbox is None:
        yield from _words_of(draft, "channel")
    named = f"mailbox: {plain(place.mailbox)}" if place.mailbox else "# mailbox: NAME"
    yield f"{named}   # receives {', '.join(draft.addresses)}" if draft.addresses else named
    supported = draft.language in get_args(Language)
    yield f"language: {draft.language if supported else _LANGUAGE}"
    yield from _words_of(draft, "subject")
    yield f"subject: {quoted(draft.subject)}" if _is_rule(draft.subject) else "# subject: TEXT"
    yield from _words_of(draft, "documents")
    wanted = {each.kind: each for each in reversed(draft.documents) if not each.optional}
    yield f"documents: [{', '.join(map(_document, reversed(wanted.values())))}]"
    yield from _words_of(draft, "deadline")
    yield from _deadline(draft, place)
    if place.recruiters:
        yield f"recruiters: [{', '.join(map(plain, place.recruiters))}]"
    else:
        yield "# recruiters: [ADDRESS]   # who gets the daily digest; without them the admins do"


def _deadline(draft: Draft, place: Place) -> Iterator[str]:
    """The deadline, in the zone of the configuration where the ad names another."""
    if draft.deadline is None:
        yield "# deadline: YYYY-MM-DD HH:MM   # without one: `closed: YYYY-MM-DD`, its last day"
        return
    when = draft.deadline
    if not isinstance(when, datetime):
        yield f"deadline: {when:%Y-%m-%d}   # the end of that day"
        return
    written = f"{when:%Y-%m-%d %H:%M}"
    if draft.timezone and place.zone and draft.timezone != place.zone:
        there = when.replace(tzinfo=zones.zone(draft.timezone))
        local = there.astimezone(zones.zone(place.zone)).replace(tzinfo=None)
        yield f"deadline: {local:%Y-%m-%d %H:%M}   # {written} in {draft.timezone}"
        return
    yield f"deadline: {written}   # exclusive"


def _document(asked: AskedDocument) -> str:
    if asked.kind == "references" and asked.count > 1:
        return f"{{kind: references, count: {min(asked.count, 20)}}}"
    return asked.kind


def _words_of(draft: Draft, field: DraftField) -> Iterator[str]:
    if quote := draft.quotes.get(field):
        where = f"line {quote.line}" if quote.page == 1 else f"page {quote.page}, line {quote.line}"
        yield from _comment(f"{where}: « {quote.text} »", hang="  ")


def _comment(text: str, *, hang: str) -> Sequence[str]:
    return textwrap.wrap(
        shown(text), _WIDTH, initial_indent="# ", subsequent_indent=f"# {hang}", break_on_hyphens=False
    )


def _is_rule(subject: str | None) -> TypeGuard[str]:
    """Whether a subject can be one of a posting."""
    return subject is not None and bool(shown(subject).strip()) and check_rule(shown(subject)[:MOST]) is None
