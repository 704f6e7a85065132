"""What was measured, as tables in Markdown and as a plot; and how they get into a page of the documentation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Final

from corpus import sample, texts
from intake.domain.model import Kind, RequiredDocument
from intake.reading.papers.kinds import Classification

KINDS: Final[tuple[Kind, ...]] = ("cv", "letter", "references", "diploma", "identity")
TONGUES: Final = ("fr", "en", "ar")
_BINS: Final = (0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.01)
_SIDE, _EDGE = 320, 48  # pixels of the plot and of the margin for its words
_SURE_OF: Final = 1.96  # standard errors: 95 of 100 intervals hold the true share


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A file of the corpus and what it was taken for."""

    sample: sample.Sample
    found: Classification


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """The files of one candidate, what a posting asks for, what is right and what was said."""

    files: tuple[Reading, ...]
    required: tuple[RequiredDocument, ...]
    truth: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Bin:
    """Probabilities that are nearly the same: their bounds, their mean, and how often they held."""

    low: float
    high: float
    stated: float
    held: float
    count: int


def tell(readings: Sequence[Reading], told: Sequence[Dossier]) -> Iterator[str]:
    """The tables, as Markdown."""
    for title, lines in (
        ("Kinds by file", _found(readings)),
        ("What it costs to be unsure", _prices(readings)),
        ("What each sort of paper was taken for", _confusion(readings)),
        ("Whole dossiers", _outcomes(told)),
        ("Stated probabilities", _calibration(readings)),
    ):
        yield f"### {title}\n"
        yield from lines
        yield ""


def score(readings: Sequence[Reading], kind: Kind) -> tuple[float, float, float]:
    """Precision, recall and F1 of a kind."""
    right = sum(kind in each.found.kinds and kind in each.sample.kinds for each in readings)
    said = sum(kind in each.found.kinds for each in readings)
    true = sum(kind in each.sample.kinds for each in readings)
    precision, recall = right / max(said, 1), right / max(true, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def bins(readings: Iterable[Reading]) -> list[Bin]:
    """The stated probabilities of all files and kinds, held against the truth."""
    pairs = [(each.found.chances[kind], kind in each.sample.kinds) for each in readings for kind in KINDS]
    found = []
    for low, high in pairwise(_BINS):
        if inside := [pair for pair in pairs if low <= pair[0] < high]:
            count = len(inside)
            stated, held = sum(p for p, _ in inside) / count, sum(t for _, t in inside) / count
            found.append(Bin(low=low, high=min(high, 1), stated=stated, held=held, count=count))
    return found


def _found(readings: Sequence[Reading]) -> Iterator[str]:
    yield "| kind | precision | recall | F1 | F1 fr | F1 en | F1 ar |\n|---|---|---|---|---|---|---|"
    for kind in KINDS:
        by = [score([each for each in readings if each.sample.language == it], kind)[2] for it in TONGUES]
        yield f"| {kind} | " + " | ".join(f"{value:.3f}" for value in (*score(readings, kind), *by)) + " |"
    counted = [each for each in readings if each.sample.referees or "references" in each.found.kinds]
    right = sum(len(each.found.referees) == each.sample.referees for each in counted)
    yield (
        f"\nThe number of referees is right in {_percent(right, len(counted))} "
        f"of {len(counted)} files that hold or seem to hold some."
    )


def _prices(readings: Sequence[Reading]) -> Iterator[str]:
    yield "| kind | there: found | there: doubted | there: overlooked | not there: found | not there: doubted |"
    yield "|---|---|---|---|---|---|"
    for kind in KINDS:
        there = [each.found for each in readings if kind in each.sample.kinds]
        absent = [each.found for each in readings if kind not in each.sample.kinds]
        found, doubted = _share(there, lambda it, kind=kind: kind in it.kinds), _share(there, _doubts(kind))
        missed = _share(there, lambda it, kind=kind: kind not in (*it.kinds, *it.possible))
        wrong, idle = _share(absent, lambda it, kind=kind: kind in it.kinds), _share(absent, _doubts(kind))
        yield f"| {kind} | {found} | {doubted} | {missed} | {wrong} | {idle} |"


def _doubts(kind: Kind) -> Callable[[Classification], bool]:
    return lambda it: kind in it.possible and kind not in it.kinds


def _share(found: Sequence[Classification], told: Callable[[Classification], bool]) -> str:
    return _percent(sum(map(told, found)), len(found))


def _confusion(readings: Iterable[Reading]) -> Iterator[str]:
    """Files of one paper; one that is of several kinds stands in several columns."""
    rows: dict[str, list[Reading]] = defaultdict(list)
    for each in readings:
        if len(each.sample.papers) == 1:
            rows[each.sample.papers[0].sort].append(each)
    columns = (*KINDS, "other", "not told")
    yield "| sort of paper | files | " + " | ".join(columns) + " |" + "\n|---|---|" + "---|" * len(columns)
    order = [*texts.KINDS, *sorted(rows.keys() - texts.KINDS.keys())]
    for sort in (sort for sort in order if sort in rows):
        taken = [each.found.kinds or ("not told",) for each in rows[sort]]
        counts = [sum(column in kinds for kinds in taken) for column in columns]
        cells = [_percent(count, len(taken)) if count else "" for count in counts]
        right = columns.index(texts.KINDS.get(sort, "other"))
        cells[right] = f"**{cells[right] or '0 %'}**"
        yield f"| {sort} | {len(taken)} | " + " | ".join(cells) + " |"


def _outcomes(told: Sequence[Dossier]) -> Iterator[str]:
    yield "| dossiers | all | wrong incomplete | wrong complete | review | review though complete |\n|---|---|---|---|---|---|"
    for tongue in ("all", *TONGUES):
        some = [it for it in told if tongue in ("all", it.files[0].sample.language if it.files else "fr")]
        cells = (
            sum(it.said == "incomplete" and it.truth == "complete" for it in some),
            sum(it.said == "complete" and it.truth == "incomplete" for it in some),
            sum(it.said == "review" for it in some),
            sum(it.said == "review" and it.truth == "complete" for it in some),
        )
        yield f"| {tongue} | {len(some)} | " + " | ".join(_percent(n, len(some)) for n in cells) + " |"


def _calibration(readings: Sequence[Reading]) -> Iterator[str]:
    yield "| said probability | stated | held | files × kinds |\n|---|---|---|---|"
    for each in bins(readings):
        yield f"| {each.low:.2f}–{each.high:.2f} | {each.stated:.3f} | {each.held:.3f} | {each.count} |"


def _percent(count: int, of: int) -> str:
    return f"{100 * count / max(of, 1):.1f} %"


def plot(found: Iterable[Bin]) -> str:
    """Draw how stated probabilities held, as SVG in colours that can be read on light and on dark ground."""
    size = _SIDE + 2 * _EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">',
        '<g font-family="sans-serif" font-size="12" fill="#808080" stroke="none">',
        "<title>How often a stated probability held, by what was stated</title>",
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#808080"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#808080" stroke-dasharray="4 4"/>',
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        lines.append(f'<text x="{_x(share)}" y="{_y(0) + 16}" text-anchor="middle">{share:g}</text>')
        lines.append(f'<text x="{_x(0) - 6}" y="{_y(share) + 4}" text-anchor="end">{share:g}</text>')
    for each in found:
        low, high = _interval(each.held, each.count)
        lines.append(
            f'<path d="M{_x(each.stated)} {_y(low)}V{_y(high)}" stroke="#d97706" stroke-width="1.5"/>'
            f'<circle cx="{_x(each.stated)}" cy="{_y(each.held)}" r="4" fill="#d97706"/>'
        )
    middle = _EDGE + _SIDE // 2
    lines += [
        f'<text x="{middle}" y="{size - 8}" text-anchor="middle">stated</text>',
        f'<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">held</text>',
        "</g>\n</svg>",
    ]
    return "\n".join(lines) + "\n"


def _x(share: float) -> float:
    return round(_EDGE + share * _SIDE, 1)


def _y(share: float) -> float:
    return round(_EDGE + (1 - share) * _SIDE, 1)


def _interval(share: float, count: int) -> tuple[float, float]:
    """Give the interval of Wilson (1927) for a share that was counted."""
    square = _SURE_OF**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _SURE_OF * sqrt(share * (1 - share) / count + square / (4 * count**2)) / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def put(page: Path, name: str, lines: Iterable[str]) -> None:
    """Put lines between the two marker comments of a page that are called so."""
    begin, end = f"<!-- {name}: written by make evaluate -->", f"<!-- end of {name} -->"
    before, _, rest = page.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(end)
    if not rest or not after:
        raise SystemExit(f"{page} has no place for {name}: put the lines {begin!r} and {end!r} there.")
    said = "\n".join(lines).strip()
    page.write_text(f"{before}{begin}\n\n{said}\n\n{end}{after}", "utf-8")
