"""The part of the interview about a posting: from its job ad or by hand, each value seen by a person."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Final, get_args

from intake import zones
from intake.domain.draft import AskedDocument, Draft
from intake.domain.model import KINDS, Kind, Language
from intake.domain.subject import check_rule
from intake.domain.trouble import Misuse, Trouble
from intake.drafting import draft_of
from intake.interview.files import Workplace
from intake.interview.talk import ask, ask_maybe, choose, heading, say, yes
from intake.settings import Outline, Place, SettingsError, answers, load, posting_file, posting_of

_LANGUAGES: Final = {"fr": "French", "en": "English", "ar": "Arabic"}
_DOCUMENT: Final = re.compile(r"(?:(\d{1,2}) +)?([a-z]+)")
_MOST_REFERENCES: Final = 20
_WRITE: Final = "Write for instance: cv, letter, 3 references"


def ask_posting(place: Workplace, outline: Outline) -> str | None:
    """Ask for a posting, and write its file; return its id, or None where there is none yet."""
    heading("The posting")
    options = {
        "ad": "from its job ad: a PDF, Word, HTML or text file",
        "hand": "by hand",
        "later": "later (intake draft reads a job ad then)",
    }
    how = choose("Describe the first posting", options)
    if how == "later":
        return None
    read = _from_ad(place) if how == "ad" else None
    draft, source = read or (Draft(channel="email"), None)
    while True:
        draft = _asked(draft, outline)
        name = ask("A short name for this posting", partial(_free_name, place), _id_for(draft))
        recruiters = ask_maybe("Addresses of recruiters, who get the daily digest", _addresses) or ()
        where = Place(mailbox=outline.name, zone=outline.zone, recruiters=recruiters)
        text = posting_file(replace(draft, cautions=()), where, source=source)
        try:
            posting_of(text, name, load(place.folder))
        except SettingsError as error:
            for finding in error.findings:
                say(f"  {finding.text} {finding.remedy}")
            continue
        if not yes("May it take applications from now on?"):
            text += "draft: true\n"
        place.write(f"postings/{name}.yaml", text)
        return name


def _free_name(place: Workplace, text: str) -> str:
    name = answers.name(text)
    if os.path.lexists(place.target / "postings" / f"{name}.yaml"):
        raise Misuse(f"There is a posting {name} already.", "Choose another name.")
    return name


def _from_ad(place: Workplace) -> tuple[Draft, str] | None:
    """Read a job ad, and say what is worth knowing of it; None: the person has none that can be read."""
    while True:
        path = ask_maybe("File of the job ad", answers.text)
        if path is None:
            return None
        try:
            drafted = draft_of(os.path.expanduser(path), place.folder)  # noqa: PTH111 - Path's raises
        except Trouble as trouble:
            say(f"  {trouble}")
            continue
        assert drafted.draft is not None
        if drafted.draft.cautions:
            say("What the ad leaves open, or is worth knowing:")
        for caution in drafted.draft.cautions:
            say(f"  - {caution.text}")
        say("What was read is proposed; Enter takes it.")
        return drafted.draft, path


def _asked(draft: Draft, outline: Outline) -> Draft:
    """The draft as a person has confirmed or completed it."""
    _quote(draft, "title")
    title = ask("Title of the post", answers.text, draft.title)
    organisation = outline.organisation
    if draft.organisation and draft.organisation != organisation:
        _quote(draft, "organisation")
        organisation = ask("Organisation that its letters name", answers.text, draft.organisation)
    known = draft.language if draft.language in get_args(Language) else "fr"
    first = {known: _LANGUAGES[known]} if known else {}
    language = choose("Language of its letters, where the mail's own is not clear", first | _LANGUAGES)
    _quote(draft, "subject")
    say("The subject that candidates are to write; {name} stands for their name, {title} for the title.")
    subject = ask("Subject", _rule, draft.subject)
    _quote(draft, "documents")
    documents = ask("Documents to send", _documents, _in_words(draft.documents) or "cv, letter")
    _quote(draft, "deadline")
    say(f"Mail from the deadline on is late. The hour is that of {outline.zone}; a date alone is all of it.")
    deadline = ask_maybe("Deadline, as 2026-05-04 16:00", _deadline, _shown(draft.deadline))
    if deadline is not None and _is_over(deadline, outline.zone):
        say("  That has passed: what comes now is late.")
    return replace(
        draft,
        title=title,
        organisation=organisation,
        language=language,
        subject=subject,
        documents=documents,
        deadline=deadline,
        timezone=None,  # what was confirmed is in the zone of intake.yaml
        channel="email",
    )


def _quote(draft: Draft, field: str) -> None:
    quote = next((quote for name, quote in draft.quotes.items() if name == field), None)
    if quote is not None:
        say(f"  the ad, page {quote.page}, line {quote.line}: « {quote.text} »")


def _id_for(draft: Draft) -> str:
    title = re.sub(r"\([^)]*\)|/\w{1,2}\b", "", draft.title or "")  # (e), (H/F), chargé/e
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40].strip("-") or "posting"


def _addresses(text: str) -> tuple[str, ...]:
    return tuple(answers.address(each) for each in text.split(",") if each.strip())


def _rule(text: str) -> str:
    if fault := check_rule(answers.text(text)):
        raise Misuse(fault, 'Write for instance "Candidature – {title} – {name}".')
    return text


def _documents(text: str) -> tuple[AskedDocument, ...]:
    asked: dict[Kind, AskedDocument] = {}
    for each in text.lower().split(","):
        match = _DOCUMENT.fullmatch(each.strip())
        kind = next((kind for kind in KINDS if match and kind == match[2]), None)
        if match is None or kind is None:
            raise Misuse(f"'{each.strip()}' is none of {', '.join(KINDS)}.", _WRITE)
        count = int(match[1] or 1)
        if count != 1 and (kind != "references" or not 1 <= count <= _MOST_REFERENCES):
            raise Misuse(f"Only references are counted, from 1 to {_MOST_REFERENCES}.", _WRITE)
        asked[kind] = AskedDocument(kind=kind, count=count)
    return tuple(asked.values())


def _in_words(documents: tuple[AskedDocument, ...]) -> str:
    wanted = [each for each in documents if not each.optional]
    return ", ".join(f"{each.count} {each.kind}" if each.count > 1 else each.kind for each in wanted)


def _deadline(text: str) -> date | datetime:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - local, as an ad gives it
    except ValueError:
        raise Misuse("A date such as 2026-05-04, or 2026-05-04 16:00, is expected.") from None


def _shown(deadline: date | datetime | None) -> str:
    if deadline is None:
        return ""
    return f"{deadline:%Y-%m-%d %H:%M}" if isinstance(deadline, datetime) else f"{deadline:%Y-%m-%d}"


def _is_over(deadline: date | datetime, zone: str) -> bool:
    last = deadline if isinstance(deadline, datetime) else datetime.combine(deadline, time.max)
    return last.replace(tzinfo=zones.zone(zone)) < datetime.now(UTC)
