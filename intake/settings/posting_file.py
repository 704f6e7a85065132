"""A draft as a posting's file: YAML that `check` accepts, each value below the ad's words it comes from."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeGuard, get_args

from intake import zones
from intake.domain.draft import AskedDocument, Caution, Draft, DraftField
from intake.domain.model import Language
from intake.domain.subject import check_rule

_WIDTH: Final = 100
_NO_TITLE: Final = "To be completed"
_LANGUAGE: Final[Language] = "en"  # of letters about an ad in another language
# Texts that are no number, no truth value and no structure in any YAML.
_PLAIN: Final = re.compile(
    r"(?!(?:true|false|null|yes|no|on|off)$)[^\W\d_][\w.()/’' –-]*(?<! )", re.IGNORECASE
)
_MOST: Final = 500  # characters of a text


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a configuration adds to an ad: the mailbox that receives the mail, and the zone of its deadlines.

    None: there is no configuration, or none of its mailboxes has an address of the ad.
    """

    mailbox: str | None = None
    zone: str | None = None
    rivals: tuple[str, ...] = ()  # several mailboxes have an address of the ad
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


def posting_file(draft: Draft, place: Place, *, source: str) -> str:
    """Write the YAML of the posting; with open points it is a draft, which takes no applications.

    `source` is the name of the ad's file, for the reader.
    """
    points = open_points(draft, place)
    lines = [f"# Read by intake from {_shown(source)}: compare each value with the ad's words above it."]
    if points:
        lines.append("# It is a draft. Settle what has a !, read the rest, then remove `draft: true`:")
    for caution in sorted(points, key=lambda point: point.note):
        lines += _comment(f"{'-' if caution.note else '!'} {caution.code}: {caution.text}", hang="    ")
    lines += ["", *_fields(draft, place)]
    if points:
        lines.append("draft: true")
    return "\n".join(lines) + "\n"


def _fields(draft: Draft, place: Place) -> Iterator[str]:
    yield from _quoted(draft, "title")
    title = draft.title or _NO_TITLE
    yield f"title: {_text(title[:1].upper() + title[1:])}"
    yield from _quoted(draft, "organisation")
    yield f"organisation: {_text(draft.organisation)}" if draft.organisation else "# organisation: NAME"
    yield from _quoted(draft, "addresses")
    if draft.channel not in ("email", "mixed") and place.mailbox is None:
        yield from _quoted(draft, "channel")
    named = f"mailbox: {_text(place.mailbox)}" if place.mailbox else "# mailbox: NAME"
    yield f"{named}   # receives {', '.join(draft.addresses)}" if draft.addresses else named
    supported = draft.language in get_args(Language)
    yield f"language: {draft.language if supported else _LANGUAGE}"
    yield from _quoted(draft, "subject")
    yield f"subject: {_in_quotes(draft.subject)}" if _is_rule(draft.subject) else "# subject: TEXT"
    yield from _quoted(draft, "documents")
    wanted = {each.kind: each for each in reversed(draft.documents) if not each.optional}
    yield f"documents: [{', '.join(map(_document, reversed(wanted.values())))}]"
    yield from _quoted(draft, "deadline")
    yield from _deadline(draft, place)
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


def _quoted(draft: Draft, field: DraftField) -> Iterator[str]:
    if quote := draft.quotes.get(field):
        where = f"line {quote.line}" if quote.page == 1 else f"page {quote.page}, line {quote.line}"
        yield from _comment(f"{where}: « {quote.text} »", hang="  ")


def _comment(text: str, *, hang: str) -> Sequence[str]:
    return textwrap.wrap(
        _shown(text), _WIDTH, initial_indent="# ", subsequent_indent=f"# {hang}", break_on_hyphens=False
    )


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _text(text: str) -> str:
    """A text as YAML: plain where nobody could read it otherwise, else in double quotes (a JSON string)."""
    text = _shown(text)[:_MOST].strip()
    return text if _PLAIN.fullmatch(text) else _in_quotes(text)


def _in_quotes(text: str) -> str:
    return json.dumps(_shown(text)[:_MOST].strip(), ensure_ascii=False)


def _is_rule(subject: str | None) -> TypeGuard[str]:
    """Whether a subject can be one of a posting."""
    return (
        subject is not None and bool(_shown(subject).strip()) and check_rule(_shown(subject)[:_MOST]) is None
    )
