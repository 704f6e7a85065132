"""A wording that speaks of the mail's subject → the subject that it prescribes, before or behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from intake.reading.adposts.ad import Ad, Span, fold_in_place
from intake.reading.adposts.subject.blanks import with_blanks
from intake.reading.adposts.subject.cues import (
    ENDS,
    FOLLOWED,
    GOING_ON,
    LEAD,
    OR,
    OWN_REFERENCE,
    REFERENCE,
    STANDS,
)
from intake.reading.adposts.subject.text import (
    LONGEST,
    clean,
    first_of_two,
    is_rule,
    looks_written,
    quoted_at,
    quoted_before,
    undetermined,
    unquoted_end,
)

_ADVERB: Final = re.compile(
    r"^(?:(?:imp[ée]rativement|obligatoirement|clairement|bien|clearly|please|always"
    r"|toujours)\s+)+",
    re.IGNORECASE,
)
_SHORTENED: Final = re.compile(r"\b(?:ref|nr|no|num)\.\s+\Z")
_CLAUSE: Final = re.compile(r"[,;:(]\s")
_CODED: Final = re.compile(
    r"(?:(?:la|the|le|l')\s?)?(?:job |vacancy )?(?:r[ée]f[ée]rence|r[ée]f\.?|code|num[ée]ro)(?: number"
    r"| code)?"
    r"\s*:?\s*(?P<code>[\w./-]*\d[\w./-]*)",
    re.IGNORECASE,
)
_MAKE_SURE: Final = re.compile(  # "make sure that the title of the post appears in …"
    r"(?:please |kindly )?(?:make sure|be sure|ensure|check|see)(?: that)? "
    r"|(?:merci de |veuillez )?(?:(?:vous )?assurer|assurez-vous|veill(?:er|ez)(?: a ce)?"
    r"|verifi(?:er|ez)) que? ?"
)
_WITH_CV: Final = re.compile(  # "with your CV and the post in the subject"
    r"^(?:(?:tu|su|your|votre|ton|seu|o|el|the|a|an|le) )?"
    r"(?:cv|resume|r[ée]sum[ée]|curr?[íi]cul\w*|hoja de vida),? (?:y|and|et|e|with|con|com|avec) (?=\{)",
    re.IGNORECASE,
)
_COLON: Final = re.compile("[:=→>]")
_SAID: Final = re.compile(r"(?:[a-zà-ÿ'’]+ ){0,5}[a-zà-ÿ'’]+ ?:[ ]+(?=\S)")  # "worded as follows: …"


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A subject found: its rule, the words it comes from, and how sure it is."""

    rule: str
    span: Span
    sure: bool = True
    other: str | None = None  # a second one, "or" between them


def _own_reference(ad: Ad) -> str | None:
    """Give the reference that the ad has of itself."""
    match = OWN_REFERENCE.search(ad.folded)
    return ad.text[slice(*match.span("code"))].strip(" .") if match else None


def behind(ad: Ad, match: re.Match[str]) -> Subject | None:
    """Read the subject that stands behind a wording."""
    here = match.end()
    limit = min(len(ad.text), here + LONGEST + 60)
    colon = _COLON.search(ad.folded, max(0, here - 2), here + 3) is not None
    lead = LEAD.match(ad.folded, here, limit)
    begin = lead.end() if lead else here
    said = _SAID.match(ad.text, begin, limit)
    begin = said.end() if said else begin
    quoted = quoted_at(ad.text, begin, limit)
    if "\n\n" in ad.text[here:begin] and not colon and not (quoted and ad.text[begin] in '«“"'):
        return None
    if quoted:
        return _of_quotes(ad, match.start(), quoted)
    end = unquoted_end(ad, begin, limit)
    described = unquoted_end(ad, here, limit)
    if REFERENCE.fullmatch(ad.folded, here, described) and described > here:
        return _referred(ad, (match.start(), described))
    rule = _described(ad.text[begin:end], ad.text[here:described])
    sure = colon or "{" in rule or looks_written(ad.text[begin:end])
    if not sure or not is_rule(rule, quoted=False) or GOING_ON.match(fold_in_place(rule)):
        return None
    return Subject(rule=rule, span=(match.start(), max(end, begin)))


def _described(text: str, whole: str) -> str:
    """Read a subject without quotes; `whole` is it with the words that lead in."""
    rule = with_blanks(clean(text), described=True)
    if "{" not in rule and looks_written(rule) and any(sign.isdigit() for sign in rule.split()[0]):
        return rule  # a reference: the words before it only say so
    longer = with_blanks(_ADVERB.sub("", clean(whole)), described=True)
    more = longer.count("{") > rule.count("{") or GOING_ON.match(fold_in_place(text.strip())) is not None
    return longer if "{" in longer and more else rule


def _referred(ad: Ad, span: Span) -> Subject:
    own = _own_reference(ad)
    return Subject(rule=own or "{any}", span=span)


def between(ad: Ad, match: re.Match[str], put: re.Pattern[str]) -> Subject | None:
    """Read the subject that stands between a verb and the words for the subject line."""
    start = max(_sentence_start(ad, match.start()), match.start() - LONGEST - 60)
    verbs = list(put.finditer(ad.folded, start, match.start()))
    closing = quoted_before(ad.text, start, match.start())
    if closing and _is_quoted_there(ad, closing, match.start(), verbs):
        begin, end = closing
        first = first_of_two(ad.text, start, begin)
        inner = first or ad.text[begin + 1 : end]
        tail = ad.text[end + 1 : match.start()]
        rule = with_blanks(clean(inner)) + _followed(tail)
        other = with_blanks(clean(ad.text[begin + 1 : end])) if first else None
        if is_rule(rule, quoted=True):
            return Subject(rule=rule, span=(start, match.end()), other=other)
    told = STANDS.search(ad.folded, start, match.start())
    if told:
        return _told(ad, (start, told.start()), match)
    for verb in reversed(verbs):
        lead = LEAD.match(ad.folded, verb.end(), match.start())
        begin = lead.end() if lead else verb.end()
        if REFERENCE.fullmatch(ad.folded, verb.end(), match.start()):
            return _referred(ad, (verb.start(), match.end()))
        rule = _described(ad.text[begin : match.start()], ad.text[verb.end() : match.start()])
        rule = _WITH_CV.sub("", rule)
        if not is_rule(rule, quoted=False) or GOING_ON.match(fold_in_place(rule)):
            continue
        if "{" in rule or looks_written(ad.text[begin : match.start()]):
            return Subject(rule=undetermined(rule), span=(verb.start(), match.end()))
    return None


def _sentence_start(ad: Ad, at: int) -> int:
    """Where the sentence begins, which an abbreviation before a number ("ref. 12") does not end."""
    start = ad.sentence_at(at)[0]
    while _SHORTENED.search(ad.folded, max(0, start - 8), start):
        before = ad.sentence_at(start - 2)[0]
        if before >= start:
            break
        start = before
    return start


def _told(ad: Ad, words: Span, match: re.Match[str]) -> Subject | None:
    """Read what "shall stand in the subject": "the title of the post", "the reference 27-A"."""
    start = max((each.end() for each in _CLAUSE.finditer(ad.folded, *words)), default=words[0])
    while ad.folded[start : start + 1].isspace():
        start += 1
    if REFERENCE.fullmatch(ad.folded, start, words[1]):
        colon = _COLON.match(ad.folded[match.end() :].lstrip()[:1]) is not None
        return None if colon else _referred(ad, (start, match.end()))
    sure = _MAKE_SURE.match(ad.folded, start, words[1])
    start = sure.end() if sure else start
    coded = _CODED.fullmatch(ad.text[start : words[1]].strip())
    rule = coded["code"] if coded else with_blanks(clean(ad.text[start : words[1]]), described=True)
    written = coded or "{" in rule or looks_written(ad.text[start : words[1]])
    if not written or not is_rule(rule, quoted=False):
        return None
    return Subject(rule=undetermined(rule), span=(start, match.end()))


def _is_quoted_there(ad: Ad, closing: Span, end: int, verbs: list[re.Match[str]]) -> bool:
    """Whether a quotation is what goes into the subject: no verb follows it, and brackets are all of it."""
    begin, close = closing
    if any(verb.start() > close for verb in verbs) and not FOLLOWED.match(ad.folded, close + 1, end):
        return False
    if ad.text[begin] not in "([":
        return True
    last = max((verb.end() for verb in verbs if verb.end() <= begin), default=begin)
    lead = LEAD.match(ad.folded, last, begin)
    return lead is not None and lead.end() >= begin


def _of_quotes(ad: Ad, at: int, quoted: Span) -> Subject | None:
    begin, end = quoted
    tail = ad.text[end + 1 : end + 80].partition("\n")[0]
    second = OR.match(ad.folded, end + 1, end + 20)
    other = quoted_at(ad.text, second.end(), second.end() + LONGEST) if second else None
    stop = unquoted_end(ad, begin, min(len(ad.text), begin + LONGEST))
    if ad.text[begin] == "[" and re.match(r"[\s:|-]*\w", ad.text[end + 1 : stop]):  # [TAG] and more words
        rule = with_blanks(clean(ad.text[begin:stop]))
        return Subject(rule=rule, span=(at, stop)) if is_rule(rule, quoted=True) else None
    inner = clean(ad.text[begin + 1 : end])
    rule = with_blanks(inner if ad.text[begin] not in "[<(" else ad.text[begin : end + 1])
    if ad.text[begin] == "(" and "{" not in rule and not "\u0621" <= inner[:1] <= "\u064a":
        return None  # a remark
    if ad.text[begin] in "[<(" and "{" not in rule:
        rule = inner
    rule += _followed(tail)
    if not is_rule(rule, quoted=True):
        return None
    return Subject(
        rule=" ".join(rule.split()),
        span=(at, end + 1),
        other=with_blanks(clean(ad.text[other[0] + 1 : other[1]])) if other else None,
    )


def _followed(tail: str) -> str:
    """Give the blank that stands behind a quoted subject: "… followed by your name"."""
    folded = fold_in_place(tail)
    joined = FOLLOWED.match(folded)
    if not joined:
        return ""
    stop = ENDS.search(folded, joined.end())
    words = tail[joined.end() : stop.start() if stop else len(tail)].strip(' .«»"“”')
    rule = with_blanks(words)
    return f" {rule}" if rule.startswith("{") and len(re.sub(r"\{\w+\}", "", rule)) < 15 else ""  # noqa: PLR2004
