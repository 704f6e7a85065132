"""The subject that an ad prescribes for the mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from intake.domain.draft import Caution
from intake.domain.subject import normalise
from intake.reading.adposts.ad import Ad
from intake.reading.adposts.found import Found
from intake.reading.adposts.subject.arabic import ARABIC_BARE
from intake.reading.adposts.subject.blanks import with_blanks
from intake.reading.adposts.subject.cues import (
    AFTER,
    BARE,
    BEFORE_BARE,
    BETWEEN,
    MAILING,
    ONLINE,
    SPOKEN,
    UNDER_REFERENCE,
)
from intake.reading.adposts.subject.others import ASKING, ENVELOPE, FILE_TOO, NOT_SUBJECT, WHOM, WRITERS
from intake.reading.adposts.subject.places import Subject, behind, between
from intake.reading.adposts.way.mailmarks import find_marks
from intake.reading.adposts.way.wordings import wording

_MOST: Final = 100  # places that are looked at for one wording
_WHICH: Final = re.compile(r"(?:your|votre|vos|the|a|an|le|la|un|une) [^{A-Z\d]+\Z")  # "your favourite bread"
_BELOW: Final = 120  # characters from a line "subject: …" to the address below it
_NEAR: Final = 220  # characters around a wording that must speak of mail
_HEADING: Final = re.compile(r"ass?unto\s?:?\Z")  # "Asunto:", of a mail or above a notice
_LETTERS: Final = 400  # characters before a wording that may speak to the writers of letters
_REFERENCE: Final = wording(
    r"\b(?:rappel|precis|mentionn|indiqu|cit|quot|stat|mention|includ|specif|referenc)\w*\b[^.;:\n]{0,30}"
    r"\b(?:la |the |cette |l[ea] |following |vacancy |job |post )*(?:reference|ref|vacancy|job|position)\b\.?"
    r"(?: ?(?:number|code|no|n°|id|du poste|de l'offre|de l'annonce)\.?)*\s?:?\s?[«\"'(]?\s?"
    r"(?P<code>[\w./-]*\d[\w./-]*)"
    r"|\b(?:quote|state|mention|include|indicate)\b (?:the |your )(?:vacancy|reference|job"
    r"|post) (?:number|code|no\b)"
    r"|\b(?:reference|vacancy|job|ref\.?) (?:number|code) (?:must|should|shall) be (?:quoted"
    r"|stated|mentioned|included)"
    r"|\breferencing the (?:offer|position|job|vacancy)"
    r"|\b(?:rappeler|indiquer|preciser|mentionner|rappelant|indiquant|precisant|mentionnant) (?:la"
    r"|cette|le numero de) "
    r"(?:reference|l'offre)\b"
    r"|\b(?:ال)?(?:اشاره الي|ذكر) (?:ال)?(?:مرجع|رقم المرجعي|رقم مرجعي)|\bindicando (?:la |a )?referenci?a\b"
)
_FILE: Final = wording(
    r"\b(?:fichiers?|pieces? jointes?|documents?|files?|attachments?|pdfs?|archivos?|arquivos?"
    r"|datei)\b[^.;:@]{0,60}"
    r"\b(?:nomm(?:er|es?|ez|ees?|ant)|intitul\w+|renomm\w+|etiquet\w+|named|entitled|titled"
    r"|labell?ed|saved? as"
    r"|denominad[oa]s?|nomead[oa]s?|portant le nom|sous le nom)\b[^;\n]{0,80}"
    r"|\b(?:nomm(?:er|ez)|name|renomm(?:er|ez)|rename)\b[^.;\n]{0,30}"
    r"\b(?:fichiers?|files?|pieces? jointes?|documents?|cv|attachments?)\b[^.;\n]{0,80}"
)
# The head of a mail that was forwarded: its subject is not the one of an application.
_HEADER: Final = re.compile(
    r"(?:^|\n)[ >*]*(?:de|from|von|envoye|sent|date|a|to|an|cc|cci|من|الي"
    r"|التاريخ)[ *]?:[^\n]{0,150}\n[ >*]*\Z"
)
_MAIL_BEFORE: Final = re.compile(
    r"\b(?:e-?mail|mail|message|courriel|the|with|and|avec|et|en|pour|l'|comme|as|under|of|your|ou|or)\s?$"
    r"|@[\w-]{1,80}(?:\.[\w-]{1,40}){1,4}\s$"
)


def find_subject(ad: Ad) -> Found[str | None]:
    """Find the prescribed subject, its placeholders in braces; None if there is none."""
    found = list(_subjects(ad))
    linked = _linked(ad)
    best = next((each for each in found if each.sure), found[0] if found else None) or linked
    cautions = list(_notes(ad, best))
    if best is None:
        return Found(value=None, cautions=(*cautions, *_unread(ad)))
    if not best.sure:
        text = (
            f"The subject “{best.rule}” is read from “{ad.quote(best.span).text}”: look whether it is right."
        )
        cautions.append(Caution(code="subject_uncertain", text=text))
    others = [each.rule for each in found] + [each.other for each in (best,) if each.other]
    others += [linked.rule] if linked else []
    different = [each for each in dict.fromkeys(others) if not _alike(each, best.rule)]
    if different:
        text = (
            f"The ad prescribes two subjects, “{best.rule}” and “{different[0]}”: choose one, or write what "
            "they share with {any}."
        )
        cautions.append(Caution(code="subject_inconsistent", text=text))
    cautions += _blank_cautions(best)
    return Found(value=best.rule, span=best.span, cautions=tuple(cautions))


def _unread(ad: Ad) -> Iterator[Caution]:
    """Warn where an ad speaks of the mail's subject and none could be read."""
    for pattern in SPOKEN:
        for match in islice(pattern.finditer(ad.folded), _MOST):
            if _is_of_mail(ad, match) and ad.text[match.start() - 1 : match.start()] not in ("?", "&"):
                words = ad.quote((match.start(), min(len(ad.text), match.end() + 80))).text
                text = f"The ad speaks of the mail's subject (“{words}”), which could not be read: write it."
                yield Caution(code="subject_uncertain", text=text)
                return


def _blank_cautions(best: Subject) -> list[Caution]:
    if "{title}" in best.rule or normalise(re.sub(r"\{\w+\}", " ", best.rule)):
        return []
    text = f"The subject “{best.rule}” holds no fixed word: add one, such as the name of the post."
    return [Caution(code="subject_uncertain", text=text)]


def _alike(one: str, other: str) -> bool:
    a, b = normalise(one), normalise(other)
    return a == b or a in b or b in a


def _subjects(ad: Ad) -> Iterator[Subject]:
    """Find the subjects that wordings announce, in the ad's order."""
    found: dict[int, Subject] = {}
    for quoted in (True, False):
        for put, where in BETWEEN:
            for match in islice(where.finditer(ad.folded), _MOST):
                if _after_quote(ad, match) == quoted and not _taken(found, match) and _is_of_mail(ad, match):
                    subject = between(ad, match, put)
                    if subject:
                        found.setdefault(match.start(), subject)
        if quoted:
            _announced(ad, found)
    yield from (found[at] for at in sorted(found))


def _announced(ad: Ad, found: dict[int, Subject]) -> None:
    for pattern in (*AFTER, *BARE):
        for match in islice(pattern.finditer(ad.folded), _MOST):
            if _taken(found, match) or not _is_of_mail(ad, match):
                continue
            alone = (
                _HEADING.match(match[0]) and not ad.text[ad.line_at(match.start())[0] : match.start()].strip()
            )
            if (pattern in BARE or alone) and not _after_mail(ad, match):
                continue
            if pattern is UNDER_REFERENCE and _is_online(ad, match):
                continue
            subject = behind(ad, match)
            if subject and (pattern is ARABIC_BARE[1] or _WHICH.match(subject.rule)):
                subject = replace(subject, sure=False)
            if subject:
                found.setdefault(match.start(), subject)


def _is_online(ad: Ad, match: re.Match[str]) -> bool:
    """Whether an application under a reference goes to a site, and to no address."""
    start, end = ad.sentence_at(match.start())
    return ONLINE.search(ad.folded, start, end) is not None and "@" not in ad.text[start:end]


def _after_quote(ad: Ad, match: re.Match[str]) -> bool:
    """Whether a quotation ends right before a place."""
    return ad.text[max(0, match.start() - 4) : match.start()].rstrip(" _*,")[-1:] in tuple("»\"”’'])`")


def _taken(found: dict[int, Subject], match: re.Match[str]) -> bool:
    return any(s.span[0] <= match.start() < s.span[1] + 5 for s in found.values())


def _is_of_mail(ad: Ad, match: re.Match[str]) -> bool:
    if ad.text[match.start() - 1 : match.start()] in ("?", "&"):  # a link says it: see _linked
        return False
    if _HEADER.search(ad.folded, max(0, match.start() - _NEAR), match.start()):
        return False
    start, end = ad.sentence_at(match.start())
    before = ad.folded[max(start, match.start() - _NEAR) : match.start()]
    sentence = ad.folded[max(start, match.start() - _NEAR) : min(end, match.end() + _NEAR)]
    told = NOT_SUBJECT.search(before) and not FILE_TOO.search(before)
    if told or ENVELOPE.search(sentence) or WHOM.search(sentence):
        return False
    if any(
        others.search(ad.folded, max(0, match.start() - _LETTERS), match.start())
        for others in (WRITERS, ASKING)
    ):
        return False
    return MAILING.search(ad.folded, max(0, match.start() - _NEAR), match.end() + _NEAR) is not None


def _after_mail(ad: Ad, match: re.Match[str]) -> bool:
    """Whether "subject:" stands behind words about mail, and is not the heading of a notice."""
    before = ad.folded[max(0, match.start() - 160) : match.start()]
    if re.search(r"\w[ ]?\Z", before) and not _MAIL_BEFORE.search(before):  # "PhD subject:"
        return False
    if BEFORE_BARE.search(before):
        return True
    low = match.start() > len(ad.text) // 3 and "\n" in before[-4:]  # a line of its own, far from the head
    return low and "@" in ad.folded[match.end() : match.end() + _BELOW]


def _linked(ad: Ad) -> Subject | None:
    """Find a subject that only a mailto: link gives."""
    for mark in find_marks(ad):
        if mark.subject and mark.link and not mark.copy and re.search(r"\w", mark.subject):
            return Subject(rule=with_blanks(mark.subject), span=mark.link)
    return None


def _notes(ad: Ad, best: Subject | None) -> Iterator[Caution]:
    reference = _REFERENCE.search(ad.folded)
    if reference and not (best and best.span[0] <= reference.start() < best.span[1]):
        code = ad.text[slice(*reference.span("code"))].strip(" .") if reference["code"] else "of the post"
        text = f"The ad asks for the reference {code} to be quoted: put it into the subject if it fits."
        yield Caution(code="reference_to_mention", text=text, note=True)
    name = _FILE.search(ad.folded)
    if name:
        words = ad.quote(name.span()).text
        text = f"The ad prescribes names of files (“{words}”): the bot does not ask for them."
        yield Caution(code="file_naming_required", text=text, note=True)
