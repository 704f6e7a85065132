"""The ways to apply that an ad speaks of: mail, a form, the post, something else, or none at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.way.way_words import (
    ASKS,
    AWAITED,
    BY_MAIL,
    CALL,
    CODE,
    DOSSIER,
    DOWNLOAD,
    FIELDS,
    FILLED,
    FORM_SENT,
    FORMS,
    HOSTS,
    MAIL,
    MAILED,
    NO_ALTERNATIVE,
    OR_MAIL,
    OTHER,
    PAGES,
    PAPER_FORM,
    PLACE,
    POINTED,
    POST,
    READING,
    REFUSED,
    STREET,
    STRONG,
    SUBMIT,
    TO_MAILTO,
    TO_PLACE,
)

_MOST: Final = 200  # places that are looked at for one wording
_FORM: Final = re.compile(r"\bform|\bquestionnaire|نموذج|استماره")
_BULLET: Final = re.compile(r"[-–—•▪●○*·+➢✓✔] ?\w")
_INTO: Final = 25  # characters of an item before words about paper
_REACH: Final = 400  # characters around a wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Ways:
    """The ways that an ad speaks of, each with the words for it (None: not spoken of).

    `page` is a link behind which it is said how to apply: a way where there is no other. `asked` is
    where the ad asks for applications at all.
    """

    email: Span | None
    mailed: bool  # it says in as many words that a paper is sent by mail
    form: Span | None
    page: Span | None
    post: Span | None
    other: Span | None
    asked: tuple[int, ...]

    @property
    def elsewhere(self) -> Span | None:
        """A way that is not mail."""
        return self.form or self.post or self.page


def find_ways(ad: Ad) -> Ways:
    """Find the ways to apply; mail addresses are not looked at here."""
    hosted = HOSTS.search(ad.folded)
    asked = tuple(match.start() for match in ASKS.finditer(ad.folded))
    other = OTHER.search(ad.folded)
    return Ways(
        email=_mail(ad),
        mailed=_is_mailed(ad),
        form=hosted.span() if hosted and asked else _form(ad, FORMS),
        page=_form(ad, PAGES) or _fields(ad) or _awaited(ad),
        post=_post(ad),
        other=other.span() if other else None,
        asked=asked,
    )


def _mail(ad: Ad) -> Span | None:
    """Find a sentence that asks for applications by mail."""
    for match in islice(MAIL.finditer(ad.folded), _MOST):
        start, end = _near(ad.sentence_at(match.start()), match)
        if ASKS.search(ad.folded, max(0, start - 200), end) and not REFUSED.search(ad.folded, start, end):
            return match.span()
    return None


def _is_mailed(ad: Ad) -> bool:
    """Whether a paper is sent by mail, in as many words, and not refused so."""
    return any(
        not REFUSED.search(ad.folded, *_near(ad.sentence_at(match.start()), match))
        for match in islice(BY_MAIL.finditer(ad.folded), _MOST)
    )


def _near(span: Span, match: re.Match[str]) -> Span:
    """The part of a sentence or passage around a wording."""
    return max(span[0], match.start() - _REACH), min(span[1], match.end() + _REACH)


def _form(ad: Ad, patterns: tuple[re.Pattern[str], ...]) -> Span | None:
    """Find a sentence that says to apply by a page or a form."""
    for pattern in patterns:
        for match in islice(pattern.finditer(ad.folded), _MOST):
            start = max(ad.sentence_at(match.start())[0], match.start() - 160)
            if pattern is FILLED and not STRONG.search(ad.folded, start, match.end()):
                if _filled_to_apply(ad, start, match.end()):
                    return match.span()
                continue
            words = ad.folded[start : match.end()]
            if pattern is FILLED and PAPER_FORM.search(ad.folded, start, match.end() + 30):
                continue
            if patterns is PAGES and CALL.search(words):
                continue
            if FORM_SENT.search(words) or _opens_mail(ad, match):
                continue
            if "@" not in match[0] and STRONG.search(words) and _leads_there(ad, words, match.end()):
                return match.span()
    return None


def _opens_mail(ad: Ad, match: re.Match[str]) -> bool:
    """Whether the link or button that a sentence speaks of opens a mail."""
    return POINTED.search(match[0]) is not None and TO_MAILTO.match(ad.folded, match.end()) is not None


def _awaited(ad: Ad) -> Span | None:
    """Find a sentence that awaits applications online, though it names no page."""
    match = AWAITED.search(ad.folded)
    return match.span() if match else None


def _filled_to_apply(ad: Ad, start: int, end: int) -> bool:
    """Whether a form is filled in to apply, as the words above it or behind it say."""
    near = max(0, start - 120), min(ad.sentence_at(start)[1], end + _REACH)
    if (
        READING.search(ad.folded, start, end)
        or DOWNLOAD.match(ad.folded, end)
        or MAILED.match(ad.folded, end)
    ):
        return False
    return STRONG.search(ad.folded, *near) is not None


def _fields(ad: Ad) -> Span | None:
    """Find a form on the page itself: its fields and its button, each on a line of its own."""
    fields = [match.span() for match in FIELDS.finditer(ad.folded)]
    button = SUBMIT.search(ad.folded, fields[0][0]) if len(fields) > 1 else None
    return (fields[0][0], button.end()) if button else None


def _leads_there(ad: Ad, words: str, end: int) -> bool:
    """Whether a sentence about a page or a form says to apply there: not to read it, nor to mail the form."""
    told = [match.start() for match in READING.finditer(words)]
    asked = [match.start() for match in STRONG.finditer(words)]
    if told and told[-1] > asked[-1]:
        return False
    mailed = _FORM.search(words[asked[-1] :]) is not None and MAILED.match(ad.folded, end)
    return not DOWNLOAD.match(ad.folded, end) and not mailed


def _post(ad: Ad) -> Span | None:
    """Find paper as a way to apply: by post or by hand."""
    for pattern in (*POST, STREET, CODE, *PLACE, OR_MAIL):
        for match in islice(pattern.finditer(ad.folded), _MOST):
            lead = max(0, match.start() - _REACH), match.start()
            if _is_duty(ad, match.start()) or (
                pattern is CODE and not TO_PLACE.search(ad.folded[slice(*lead)])
            ):
                continue
            near = _around(ad, match, alternative=pattern is OR_MAIL)
            if REFUSED.search(ad.folded, *_near(ad.sentence_at(match.start()), match)):
                continue
            if any(words.search(ad.folded, *near) for words in (STRONG, ASKS, DOSSIER)):
                return match.span()
    return None


def _is_duty(ad: Ad, at: int) -> bool:
    """Whether words about paper stand far into an item that says nothing of applications: a task."""
    start, end = ad.line_at(at)
    line = ad.folded[start:end].lstrip()
    if not _BULLET.match(line) or at - start < _INTO:
        return False
    return not any(words.search(line) for words in (STRONG, ASKS, DOSSIER))


def _around(ad: Ad, match: re.Match[str], *, alternative: bool) -> Span:
    """Where words about applications must stand for words about paper to be about them."""
    if not alternative:
        return max(0, match.start() - 400), match.end() + 200
    start, end = _near(ad.passage_at(match.start()), match)
    if NO_ALTERNATIVE.search(ad.folded, start, match.start()):
        return match.start(), match.start()
    return start, min(end, match.end() + 200)
