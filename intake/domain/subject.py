"""The subject rule: which posting a mail's subject claims, and which name it gives.

Both sides are read as words without case, accents, punctuation and inclusive endings; the words
are compared by similarity, the numbers exactly. `{name}` takes the run of words whose removal
leaves the subject most like the literal words of the rule, so the name may stand anywhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from intake.domain.counter import without_counter
from intake.domain.prefixes import strip_prefixes
from intake.domain.wording import Word, clean, folded, normalise, words_of

__all__ = ["MATCH", "NEAR", "Level", "Match", "check_rule", "match", "normalise", "strip_prefixes"]

Level = Literal["match", "near", "none"]

MATCH = 85.0  # similarity of 100 from which a subject claims the posting
NEAR = 65.0  # similarity from which a person should look

_LONGEST = 998  # characters of a line, RFC 5322 §2.1.1
_MOST_WORDS = 80
_MOST_ELEMENTS = 10
_LONGEST_NAME = 8  # words
_LONGEST_NAME_WORD = 40  # characters
_PART_OF_NAME = 4  # letters: fewer could be the ends of anything


# --- rules -------------------------------------------------------------------

_PLACEHOLDER = re.compile(r"\{(name|title|any)\}")
_LIKELY = {
    "nom": "name", "prenom": "name", "nomprenom": "name", "candidat": "name", "candidate": "name",
    "fullname": "name", "الاسم": "name", "titre": "title", "poste": "title", "intitule": "title",
    "position": "title", "job": "title", "jobtitle": "title",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rule:
    """A subject rule, read."""

    words: tuple[str, ...]  # the literal ones
    numbers: tuple[tuple[str, ...], ...]  # runs of digit groups, such as ("2026", "042")
    before: frozenset[str]  # words that stand before a number in the rule
    after: frozenset[str]
    takes_name: bool
    takes_any: bool
    name_last: bool  # `{name}` stands behind everything else that takes or gives words


def check_rule(rule: str) -> str | None:
    """Return None for a valid rule, else a sentence that says what is wrong and what to write."""
    if len(rule) > _LONGEST:
        return f"The subject rule has {len(rule)} characters: write at most {_LONGEST}."
    for inner in re.findall(r"\{([^{}]*)\}", rule):
        if inner not in ("name", "title", "any"):
            likely = _LIKELY.get(normalise(inner).replace(" ", ""))
            remedy = f"write {{{likely}}}" if likely else "write {name}, {title} or {any}"
            return f"The subject rule has the unknown placeholder {{{inner}}}: {remedy}."
    elements = [element for element in _PLACEHOLDER.split(rule) if element.strip()]
    if re.search(r"[{}]", _PLACEHOLDER.sub(" ", rule)):
        return (
            "The subject rule has a brace without its partner: write {name}, {title} or {any}, or no brace."
        )
    if len(elements) > _MOST_ELEMENTS:
        return f"The subject rule has {len(elements)} parts: write at most {_MOST_ELEMENTS}."
    if rule.count("{name}") > 1:
        return "The subject rule has {name} more than once: keep one, and write {any} for the others."
    if "{title}" not in rule and not normalise(_PLACEHOLDER.sub(" ", rule)):
        return "The subject rule has no literal word: add one that every candidate writes, or {title}."
    return None


def _read(rule: str, title: str) -> _Rule:
    parts = _PLACEHOLDER.split(rule[:_LONGEST])[: 2 * _MOST_ELEMENTS + 1]  # literal, placeholder, literal …
    texts = [title[:_LONGEST] if i % 2 and part == "title" else part for i, part in enumerate(parts)]
    literal = [i % 2 == 0 or part == "title" for i, part in enumerate(parts)]
    chunks = [
        [word.form for word in words_of(clean(text))]
        for text, is_literal in zip(texts, literal, strict=True)
        if is_literal
    ]
    pairs = [pair for chunk in chunks for pair in pairwise(chunk)]
    placeholders = parts[1::2]
    return _Rule(
        words=tuple(form for chunk in chunks for form in chunk)[:_MOST_WORDS],
        numbers=tuple(run for chunk in chunks for run in _runs(chunk)),
        before=frozenset(left for left, right in pairs if right.isdecimal()),
        after=frozenset(right for left, right in pairs if left.isdecimal()),
        takes_name="name" in placeholders,
        takes_any="any" in placeholders,
        name_last=placeholders[-1:] == ["name"] and not parts[-1].strip(),
    )


def _runs(forms: Sequence[str]) -> Iterator[tuple[str, ...]]:
    run: list[str] = []
    for form in (*forms, ""):
        if form.isdecimal():
            run.append(form)
        elif run:
            yield tuple(run)
            run = []


# --- matching ----------------------------------------------------------------

# Words that are no name: a run that holds one of the first is not taken for a name; the second are
# template words left standing, and what candidates write around their name.
_NEVER_NAME = folded(
    "question|questions|sur|about|regarding|concernant|undeliverable|undelivered|automatic|automatique|reply"
    "|réponse|failure|erreur|error|annulation|retrait|information"
    "|informations|renseignement|renseignements|for|pour|on|is|est|not|pas|sujet|objet|استفسار|سؤال|بخصوص",
)
_AROUND_NAME = folded(
    "nom|noms|prénom|prénoms|name|names|first|last|full|surname|family|your|votre|candidat|candidate"
    "|candidature|application|applicant|cv|résumé|lettre|dossier|motivation|mon|ma|my|urgent|rappel|relance|reminder"
    "|الاسم|والنسب|النسب|الكامل|الشخصي|العائلي|اسمك|ترشيح|طلب|السيرة|الذاتية",
)
_SEPARATOR = re.compile(r"[–—|:;/()\[\]]|\s-|-\s|--")
_CONNECTING = folded("et|de|du|d|and|of|le|la")


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """How a subject stands to a rule. `score` is 0 to 100; `reason` is a sentence for people."""

    score: float
    level: Level
    name: str | None  # captured by `{name}`, as written
    reason: str


class _Reading(NamedTuple):
    """One way to read a subject: what the placeholder takes, and how like the rule the rest is.

    Readings compare by their leading fields, the better one being greater.
    """

    score: float
    kept: int  # less the words of the sender's name that were left out of the comparison
    of_sender: int  # words of the sender's name in the run, less the others
    bounded: int  # ends of the run that stand at punctuation
    length: int
    position: int
    cost: float  # points taken off for words that the literal ones do not account for
    start: int
    end: int


def match(rule: str, subject: str, *, title: str, sender_name: str | None = None) -> Match:
    """Compare a subject line with a posting's subject rule.

    `title` is the posting's, for `{title}`; words of `sender_name` (From's display name, and the
    address before its @) standing beside the rule's words are ignored. Never raises; the work is
    bounded for any text.
    """
    wanted = _read(rule, title)
    sender = [word.form for word in words_of(clean((sender_name or "")[:_LONGEST]))][:_LONGEST_NAME]
    text = clean(subject[:_LONGEST])
    own = _own(sender, [word.form for word in words_of(text)]) - set(wanted.words)
    forms = [strip_prefixes(text), text]
    written = clean(_PLACEHOLDER.sub(" ", rule[:_LONGEST]))
    if without_counter(text) != text and without_counter(written) == written:
        counted, forms = forms, [without_counter(form) for form in forms]
        if _numbers(wanted, [word.form for word in words_of(forms[0])]) != "other":
            forms += counted  # else a counter would stand for a number that the rule asks for
    readings = (_match(wanted, form, own) for form in dict.fromkeys(forms))
    return max(readings, key=lambda found: found.score)


def _own(sender: Sequence[str], forms: Sequence[str]) -> frozenset[str]:
    """The sender's words: as written, glued, or what an address glues (salmaberrada, s.berrada)."""
    glued = {form for form in forms if len(form) >= _PART_OF_NAME for word in sender if _is_end(form, word)}
    return frozenset((*sender, *glued, "".join(sender), "".join(reversed(sender)))) - {""}


def _is_end(form: str, word: str) -> bool:
    return word.startswith(form) or word.endswith(form)


def _match(rule: _Rule, text: str, own: frozenset[str]) -> Match:
    words = words_of(text)[:_MOST_WORDS]
    forms = [word.form for word in words]
    best = max(_readings(rule, text, words, own))
    numbers = _numbers(rule, forms)
    score, level = _grade(best, numbers)
    name = _name(text, words[best.start : best.end])
    return Match(score=score, level=level, name=name, reason=_reason(rule, score, level, numbers))


def _grade(best: _Reading, numbers: Literal["same", "absent", "other"]) -> tuple[float, Level]:
    """Cap by the numbers; what a placeholder takes costs a little, so that the more literal rule wins."""
    cap = {"same": 100.0, "absent": MATCH - 1, "other": NEAR - 1}[numbers]
    score = min(best.score, cap)
    level: Level = "match" if score >= MATCH else "near" if score >= NEAR else "none"
    floor = {"match": MATCH, "near": NEAR, "none": 0.0}[level]
    return max(floor, score - best.cost), level


def _readings(rule: _Rule, text: str, words: list[Word], own: frozenset[str]) -> Iterator[_Reading]:
    claimed = _claimed(rule.words, words) if rule.takes_any else frozenset(range(len(words)))
    for start, end in _runs_of_names(words) if rule.takes_name else [(0, 0)]:
        rest = [i for i in range(len(words)) if i in claimed and not start <= i < end]
        plain = [words[i].form for i in rest]
        without = [form for form in plain if form not in own]
        score = _similarity(rule.words, plain)
        ignored = 0
        if len(without) < len(plain) and (ignoring := _similarity(rule.words, without)) > score:
            score, ignored = ignoring, len(plain) - len(without)
        run = words[start:end]
        mine = sum(word.form in own for word in run)
        swallowed = len(rest) + len(run) < len(words)
        odd = 0 < mine < len(run) or any(
            _SEPARATOR.search(text[left.end : right.start]) for left, right in pairwise(run)
        )
        yield _Reading(
            score=score,
            kept=-ignored,
            of_sender=2 * mine - len(run) if mine else 0,
            bounded=_bounded(text, words, start, end),
            length=len(run),
            position=start if rule.name_last else -start,
            cost=(len(run) + ignored) / 20 + swallowed + odd,
            start=start,
            end=end,
        )


def _runs_of_names(words: list[Word]) -> Iterator[tuple[int, int]]:
    """Every run of words that could be a person's name, the empty one first."""
    yield 0, 0
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1):
            form = words[end - 1].form
            if not form.isalpha() or form in _NEVER_NAME or len(form) > _LONGEST_NAME_WORD:
                break
            yield start, end


def _claimed(literals: Sequence[str], words: Sequence[Word]) -> frozenset[int]:
    """Each literal word claims the word most like it; what is left belongs to `{any}`."""
    left = dict(enumerate(word.form for word in words))
    for literal in literals:
        likeness = {i: fuzz.ratio(literal, form, score_cutoff=75) for i, form in left.items()}
        best = max(likeness, key=lambda i: likeness[i], default=None)
        if best is not None and likeness[best]:
            del left[best]
    glued = "".join(literals)
    return frozenset(i for i, word in enumerate(words) if i not in left or word.form == glued)


def _similarity(wanted: Sequence[str], found: Sequence[str]) -> float:
    if not wanted or not found:
        return 0.0
    return max(
        fuzz.token_sort_ratio(" ".join(wanted), " ".join(found)),
        fuzz.ratio("".join(wanted), "".join(found)),  # "Candidaturechargé de projet"
    )


def _bounded(text: str, words: list[Word], start: int, end: int) -> int:
    """How many ends of a run stand at the text's end or at punctuation other than an apostrophe."""
    left = text[words[start - 1].end : words[start].start] if start else "|"
    right = text[words[end - 1].end : words[end].start] if 0 < end < len(words) else "|"
    return sum(gap.strip(" '’") != "" for gap in (left, right)) if end > start else 0


def _numbers(rule: _Rule, forms: Sequence[str]) -> Literal["same", "absent", "other"]:
    """Whether the subject has the rule's numbers, lacks some, or has another one in the place of one."""
    missing = [run for run in rule.numbers if not _holds(forms, run)]
    if not missing:
        return "same"
    known = {group for run in rule.numbers for group in run}
    lengths = {len(group) for run in missing for group in run}
    for i, form in enumerate(forms):
        if form.isdecimal() and form not in known:
            left, right = forms[i - 1] if i else None, forms[i + 1] if i + 1 < len(forms) else None
            if len(form) in lengths or left in rule.before or right in rule.after:
                return "other"
    return "absent"


def _holds(forms: Sequence[str], run: tuple[str, ...]) -> bool:
    """Whether the groups stand there in a row, or glued: 2026042 for 2026-042."""
    rows = zip(*(forms[i:] for i in range(len(run))), strict=False)
    return "".join(run) in forms or run in rows


def _name(text: str, run: Sequence[Word]) -> str | None:
    """Trim template words and the like off both ends; None when nothing is left."""
    words = list(run)
    for edge in (0, -1):
        while words and words[edge].form in _AROUND_NAME:
            del words[edge]
            while words and words[edge].form in _CONNECTING:
                del words[edge]
    return " ".join(text[words[0].start : words[-1].end].split()) if words else None


def _reason(rule: _Rule, score: float, level: Level, numbers: str) -> str:
    asked = " and ".join("-".join(run) for run in rule.numbers)
    if numbers == "other":
        return f"The rule asks for the number {asked}, and the subject gives another one."
    if numbers == "absent" and level == "near":
        return f"The subject is like the rule ({int(score)} of 100), but lacks the number {asked}."
    verdict = {
        "match": "The subject agrees with the rule",
        "near": "The subject is close to the rule, but not close enough to be sure",
        "none": "The subject is not like the rule",
    }
    return f"{verdict[level]} (similarity {int(score)} of 100)."
