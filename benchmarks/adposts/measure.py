"""Measure `intake draft` on folders of ads: NAME.txt (or .html …) beside NAME.json, the truth.

    python -m adposts.measure [--errors] [--field FIELD] [FOLDER ...]

The truth has the shape of `intake draft --json`, with `accept: {field: [other good values]}` where people
could differ. A wrong value that comes with a caution about its field was not given in silence.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.tables import put
from rapidfuzz import fuzz

from intake.domain.draft import Draft
from intake.domain.subject import normalise
from intake.drafting import shape
from intake.reading.adposts.source import read_advert

ADS = Path(__file__).parent / "ads"
FIVE = ("addresses", "subject", "documents", "deadline", "channel")
FIELDS = (*FIVE, "title", "organisation", "timezone", "language")
LAST_SEEN = 60  # number of an ad; the rules were mended on those up to it, and on the odd ones
SAME = 90  # of 100: subjects and titles that differ by no word that matters
ABOUT = {
    "addresses": ("address", "addresses", "inquiry", "no_instructions"),
    "subject": ("subject",),
    "documents": ("document", "documents", "single", "file", "no_instructions"),
    "deadline": ("deadline", "weekday", "closed"),
    "channel": ("channel", "form", "post", "mixed", "other", "no_instructions", "address", "inquiry"),
    "title": ("title", "multiple_postings"),
    "organisation": ("organisation",),
    "timezone": ("timezone",),
    "language": ("language",),
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """An ad, its truth, and what was read."""

    path: Path
    truth: dict[str, Any]
    read: dict[str, Any]
    codes: tuple[str, ...]

    def right(self, field: str) -> bool:
        """Whether a field has its true value, or another that was accepted for it."""
        good = [self.truth.get(field), *self.truth.get("accept", {}).get(field, [])]
        return any(same(field, self.read[field], value) for value in good)

    def silent(self, field: str) -> bool:
        """Whether a wrong value was given, and nothing said about it."""
        given = self.read[field] not in (None, [], "none")
        return given and not self.right(field) and not any(about(code, field) for code in self.codes)


def about(code: str, field: str) -> bool:
    """Whether a caution speaks of a field."""
    return any(code == word or word in code.split("_") for word in ABOUT[field])


def same(field: str, read: Any, truth: Any) -> bool:
    """Whether two values of a field are the same to an admin."""
    if field == "addresses":
        return {a.lower() for a in read} == {a.lower() for a in truth or []}
    if field == "documents":
        return _documents(read) == _documents(truth or [])
    if read is None or truth is None:
        return read == truth
    if field == "subject":
        holders = [sorted(h for h in ("{name}", "{title}", "{any}") if h in text) for text in (read, truth)]
        words = [normalise(text) for text in (read, truth)]
        return holders[0] == holders[1] and (words[0] == words[1] or fuzz.ratio(*words) >= SAME)
    if field in ("title", "organisation"):
        a, b = normalise(read), normalise(truth)
        return fuzz.ratio(a, b) >= SAME or fuzz.token_set_ratio(a, b) >= SAME
    return bool(read == truth)


def _documents(documents: list[dict[str, Any]]) -> set[tuple[str, int]]:
    """The kinds that must be sent, and of references how many."""
    return {
        (d["kind"], (d.get("count") or 1) if d["kind"] == "references" else 1)
        for d in documents
        if not d.get("optional")
    }


def cases(folder: Path) -> Iterator[Case]:
    """Read every ad of a folder."""
    for path in sorted(folder.rglob("*.json")):
        source = next((p for p in sorted(path.parent.glob(f"{path.stem}.*")) if p != path), None)
        if source is None:
            continue
        truth = json.loads(path.read_text(encoding="utf-8"))
        page = truth.get("date_of_page")
        draft = read_advert(source.read_bytes(), source.name, today=_day(page)).draft or Draft()
        yield Case(path=source, truth=truth, read=shape(draft), codes=tuple(c.code for c in draft.cautions))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _parts(found: list[Case]) -> Iterator[str]:
    yield f"Ads that nobody saw who wrote a rule (even numbers above {LAST_SEEN}):"
    yield ""
    yield from report(blind(found, seen=False))
    yield ""
    yield "The others, which the rules were mended on:"
    yield ""
    yield from report(blind(found, seen=True))


def blind(found: list[Case], *, seen: bool) -> list[Case]:
    """Give those of our own ads that were shown to those who wrote the rules, or the others."""
    return [case for case in found if _is_seen(int(case.path.stem.rpartition("-")[2])) is seen]


def _is_seen(number: int) -> bool:
    return number <= LAST_SEEN or number % 2 == 1


def report(found: list[Case]) -> Iterator[str]:
    """Give the figures, as Markdown."""
    yield "| field | right | stated by | found there | wrong in silence |"
    yield "|---|---|---|---|---|"
    for field in FIELDS:
        stated = [c for c in found if c.truth.get(field) not in (None, [], "none")]
        share = sum(c.right(field) for c in stated) / max(1, len(stated))
        right = sum(c.right(field) for c in found) / len(found)
        silent = sum(c.silent(field) for c in found) / len(found)
        yield f"| {field} | {right:.1%} | {len(stated)} ads | {share:.1%} | {silent:.1%} |"
    by: dict[str, list[bool]] = defaultdict(list)
    for case in found:
        by[case.truth["language"]].append(all(case.right(field) for field in FIVE))
    total = [ok for each in by.values() for ok in each]
    yield ""
    yield f"All of {', '.join(FIVE)} right: {sum(total) / len(total):.1%} of {len(total)} ads"
    yield (
        "(" + "; ".join(f"{name} {sum(e) / len(e):.1%} of {len(e)}" for name, e in sorted(by.items())) + ")."
    )


def main() -> None:
    """Measure, and show what is wrong if that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[ADS])
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--field")
    parser.add_argument("--write", type=Path, help="put the figures into this folder's adposts.md")
    options = parser.parse_args()
    found = [case for folder in options.folders for case in cases(folder)]
    for case in found if options.errors else ():
        for field in [options.field] if options.field else FIELDS:
            if not case.right(field):
                mark = "!!" if case.silent(field) else "  "
                print(f"{mark} {case.path} {field}: read {case.read[field]!r}, is {case.truth.get(field)!r}")
    lines = list(_parts(found) if options.folders == [ADS] else report(found))
    print("\n".join(lines))
    if options.write:
        put(options.write / "adposts.md", "adposts", lines)


if __name__ == "__main__":
    main()
