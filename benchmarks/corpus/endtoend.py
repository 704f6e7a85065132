"""Measure the product on whole mails with real files: `python -m corpus.endtoend` in `benchmarks/`.

Dossiers are made by authors that the reader was not fitted on, sent through the same functions as
`intake explain`, and the answers are held against what is right.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, Final

from corpus import browser, dossiers, mails, tables
from corpus.dossiers import KINDS, Dossier, Filed
from corpus.texts import HELD_OUT
from intake import app
from intake.services.explain import explain_mail
from intake.settings import load

_LANGUAGES: Final = ("fr", "en", "ar")
_Told = Sequence["Answer"]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A dossier (without its bytes) and what was said about it."""

    dossier: Dossier
    said: dict[str, Any]
    seconds: float

    @property
    def outcome(self) -> str:
        """How the status said stands to the right one."""
        said, right = self.said["status"], self.dossier.status
        if said == right:
            return "right"
        return f"wrong {said}" if said in ("complete", "incomplete") else str(said or "no application")

    def pairs(self) -> Iterator[tuple[Filed, frozenset[str]]]:
        """Each file with the kinds that it was taken for; a file that was not told of, with none."""
        said = {each["file"]: frozenset(each["kinds"]) & frozenset(KINDS) for each in self.said["documents"]}
        known = {file.name for file in self.dossier.files}
        yield from ((file, said.get(file.name, frozenset())) for file in self.dossier.files)
        for name in said.keys() - known:
            what = self.dossier.note if name == dossiers.BODY else "?"
            yield Filed(name=name, kinds=frozenset(), what=what), said[name]


def measured(jobs: Sequence[tuple[int, str, str]], *, seed: str, keep: Path | None) -> list[Answer]:
    """Make dossiers (number, author, form) and read them, one after the other."""
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = load(mails.configuration(folder, dossiers.REQUIREMENTS))
        desk = stack.enter_context(app.open_desk(settings))
        found = []
        for number, author, form in jobs:
            dossier = dossiers.dossier(number, author, form, seed)
            start = perf_counter()
            said = explain_mail(desk, dossier.raw, mails.RECEIVED, None)
            answer = Answer(dossier=dossier, said=said, seconds=perf_counter() - start)
            if keep:
                _keep(keep, answer)
            found.append(answer)
        return found


def _keep(folder: Path, answer: Answer) -> None:
    dossier = answer.dossier
    path = folder / f"{dossier.number:04}-{dossier.language}-{dossier.form}.eml"
    path.write_bytes(dossier.raw)
    right = {
        "status": dossier.status,
        "missing": dossier.missing,
        "references_count": dossier.references,
        "files": {file.name: [sorted(file.kinds), file.what] for file in dossier.files},
    }
    told = {"right": right, "said": answer.said}
    path.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def tell(told: _Told) -> Iterable[str]:
    """The tables, as Markdown."""
    yield "| dossiers | all | right | wrong incomplete | wrong complete | review though decidable | other |"
    yield "|---|---|---|---|---|---|---|"
    for name, some in _parts(told):
        yield f"| {name} | {len(some)} | " + " | ".join(_verdicts(some)) + " |"
    yield "\n| F1 by file | " + " | ".join(KINDS) + " | references_count right | seconds a mail |"
    yield "|---" * (len(KINDS) + 3) + "|"
    for name, some in _parts(told):
        values = [f"{value:.3f}" if (value := score(some, kind)) is not None else "–" for kind in KINDS]
        values.append(_counted(some))
        values.append(f"{sum(each.seconds for each in some) / max(len(some), 1):.2f}")
        yield f"| {name} | " + " | ".join(values) + " |"


def _parts(told: _Told) -> Iterator[tuple[str, _Told]]:
    yield "all", told
    kinds: tuple[tuple[Iterable[str], Callable[[Dossier], str]], ...] = (
        (_LANGUAGES, lambda each: each.language),
        (dossiers.FORMS, lambda each: each.form),
    )
    for names, of in kinds:
        for name in names:
            some = [answer for answer in told if of(answer.dossier) == name]
            if some:
                yield name, some


def _verdicts(told: _Told) -> list[str]:
    words = ("right", "wrong incomplete", "wrong complete", "review")
    counts = [sum(each.outcome == word for each in told) for word in words]
    return [f"{number / len(told):.3f}" for number in (*counts, len(told) - sum(counts))]


def score(told: _Told, kind: str) -> float | None:
    """F1 of a kind over all files; None where no file is of it, nor was said to be."""
    pairs = [pair for answer in told for pair in answer.pairs() if kind not in pair[0].fair]
    right = sum(kind in file.kinds and kind in said for file, said in pairs)
    either = sum((kind in file.kinds) + (kind in said) for file, said in pairs)
    return 2 * right / either if either else None


def _counted(told: _Told) -> str:
    some = [each for each in told if each.dossier.references or each.said["references_count"]]
    right = sum(each.dossier.references == each.said["references_count"] for each in some)
    return f"{right / len(some):.3f} of {len(some)}" if some else "–"


def errors(told: _Told) -> Iterator[str]:
    """What went wrong: the dossiers wrongly decided, then the files and counts."""
    for each in sorted(told, key=lambda answer: (answer.outcome, answer.dossier.number)):
        dossier, said = each.dossier, each.said
        wrong = [
            _file_error(each, file, kinds) for file, kinds in each.pairs() if (file.kinds ^ kinds) - file.fair
        ]
        count = said["references_count"]
        if dossier.references != count:
            wrong.append(f"  references: {count} for {dossier.references}")
        if each.outcome != "right" or wrong:
            yield f"{dossier.number:04} {dossier.language} {dossier.form}: {each.outcome}"
            if each.outcome != "right":
                yield f"  right: {dossier.status}, missing {', '.join(dossier.missing) or 'nothing'}"
                yield f"  said: missing {', '.join(said['missing']) or 'nothing'}; {said['reason'][:400]}"
            yield from wrong


def _file_error(answer: Answer, file: Filed, kinds: frozenset[str]) -> str:
    because = next(
        (each["because"] for each in answer.said["documents"] if each["file"] == file.name), "not told of"
    )
    right, said = (" + ".join(sorted(each)) or "nothing" for each in (file.kinds, kinds))
    return f"  {file.name} ({file.what}): {said} for {right}: {because[:200]}"


def _plans(options: argparse.Namespace) -> list[tuple[int, str, str]]:
    rng = Random(f"plans/{options.seed}")
    shares = {form: share for form, share in dossiers.FORMS.items() if form != "print" or browser.program()}
    if options.formats:
        shares = dict.fromkeys(options.formats.split(","), 1)
    return [
        (number, rng.choice(options.authors), rng.choices(list(shares), list(shares.values()))[0])
        for number in range(options.count)
    ]


def main() -> None:
    """Print the tables for the authors that are held out (or those named)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--authors", nargs="*", default=HELD_OUT)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--formats", help=f"only these: {','.join(dossiers.FORMS)}")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    parser.add_argument("--keep", type=Path, help="keep mails, answers and the configuration in this folder")
    parser.add_argument("--write", type=Path, help="put the tables into this folder's reading.md")
    options = parser.parse_args()
    plans = _plans(options)
    shares = [plans[start :: options.jobs] for start in range(options.jobs)]
    work = partial(measured, seed=options.seed, keep=options.keep)
    with ProcessPoolExecutor(options.jobs) as pool:
        told = [answer for part in pool.map(work, shares) for answer in part]
    print("\n".join(tell(told)))
    if options.write:
        tables.put(options.write / "reading.md", "mails", tell(told))
    if options.errors:
        print("\n".join(errors(told)))


if __name__ == "__main__":
    main()
