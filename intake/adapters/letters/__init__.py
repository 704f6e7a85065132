"""Letters and digests from templates: the only importer of jinja2.

A template sees one value, `facts`, already made fit to be shown, and a few filters. An
organisation's templates replace the built-in ones file by file; they run in a sandbox that can
call nothing but macros. One that fails is reported with its line, and the built-in one is used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from intake.adapters.letters.attempt import Attempt, attempt
from intake.adapters.letters.overrides import TemplateFault, names, place, prove, read_overrides
from intake.adapters.letters.press import Press, Rendered
from intake.domain.closing import ClosingFacts
from intake.domain.letter import AlarmFacts, DigestFacts, LetterFacts
from intake.domain.model import Language
from intake.domain.order import OrderFacts
from intake.domain.sample_letters import Facts
from intake.domain.sample_letters import place as place_of

__all__ = ["Attempt", "Letters", "Rendered", "TemplateFault"]

_CLIPPED = 100_000  # bytes: Gmail cuts a message off at 102 KB
_FEWEST = 3  # lines of a section
_REFERS = re.compile(r"""\{%-?\s*(?:extends|import|from|include)\s+["']([^"']+)["']""")


class Letters:
    """The letters of one organisation. Overrides are read and proved once, here.

    `override` may be None, absent, or the built-in folder itself: then nothing is overridden.
    """

    def __init__(self, override: Path | None) -> None:
        folder = _builtin_folder()
        builtin = {name: (folder / name).read_text(encoding="utf-8") for name in names(folder)}
        overrides: dict[str, str] = {}
        self._faults: tuple[TemplateFault, ...] = ()
        if override is not None and override.is_dir() and override.resolve() != folder:
            overrides, unread = read_overrides(override, tuple(builtin))
            self._faults = (*unread, *prove(builtin, overrides))
        self._sources, self._overrides = builtin, overrides
        self._builtin = Press(builtin)
        self._press = Press({**builtin, **overrides}) if overrides else self._builtin

    def faults(self) -> tuple[TemplateFault, ...]:
        """Return what is wrong with the overrides; the built-in templates stand in for those."""
        return self._faults

    # --- what they are made of ---

    def files(self) -> tuple[str, ...]:
        """Return the paths of all templates, each of which an organisation may replace."""
        return tuple(self._sources)

    def builtin(self, file: str) -> str:
        """Return a built-in template. Raises KeyError."""
        return self._sources[file]

    def own(self) -> frozenset[str]:
        """Return which templates are the organisation's own."""
        return frozenset(self._overrides)

    def is_builtin(self, folder: Path) -> bool:
        """Whether a folder is that of the built-in templates."""
        return folder.resolve() == _builtin_folder()

    def parts(self, letter: str, language: Language) -> tuple[str, ...]:
        """Return the files that a letter is made of: its own two, then those that it shares with others."""
        sources = {**self._sources, **self._overrides}
        found = [f"{place_of(letter, language)}.{form}" for form in ("txt", "html")]
        for file in found:  # it grows meanwhile
            named = _REFERS.findall(sources[file])
            found += [name for name in dict.fromkeys(named) if name in sources and name not in found]
        return (*found[:2], *sorted(found[2:]))

    def attempt(self, proposed: Mapping[str, str], letter: str, language: Language, case: int) -> Attempt:
        """Try templates that are not kept yet, and make one letter of them, within limits."""
        return attempt(self._sources, self._overrides, proposed, letter=letter, language=language, case=case)

    # --- the letters ---

    def show(self, facts: Facts) -> Rendered:
        """Return the letter that facts of any sort ask for."""
        if isinstance(facts, LetterFacts):
            return self.render(facts)
        if isinstance(facts, DigestFacts):
            return self.render_digest(facts)
        if isinstance(facts, AlarmFacts):
            return self.render_alarm(facts)
        return self.render_closing(facts) if isinstance(facts, ClosingFacts) else self.render_order(facts)

    def render(self, facts: LetterFacts) -> Rendered:
        """Return the letter that `facts` ask for."""
        return self._print(f"acknowledgement/{facts.kind}/{facts.language}", facts)

    def render_digest(self, facts: DigestFacts) -> Rendered:
        """Return a recruiter's digest; where it would be long, with fewer lines and the rest counted."""
        while True:
            rendered = self._print(f"digest/{facts.language}", facts)
            if len(rendered.html.encode()) <= _CLIPPED or facts.most <= _FEWEST:
                return rendered
            facts = replace(facts, most=facts.most // 2)

    def render_alarm(self, facts: AlarmFacts) -> Rendered:
        """Return a letter on alarms."""
        return self._print(f"alarm/{facts.language}", facts)

    def render_closing(self, facts: ClosingFacts) -> Rendered:
        """Return the letter with the report on a posting that has closed."""
        return self._print(f"closing/{facts.language}", facts)

    def render_order(self, facts: OrderFacts) -> Rendered:
        """Return the answer to a recruiter's order."""
        return self._print(f"order/{facts.language}", facts)

    def _print(self, name: str, facts: Facts) -> Rendered:
        try:
            return self._press.print(name, facts)
        except Exception as error:
            if self._press is self._builtin:
                raise
            file, line = place(error)  # the message stays out: it may quote the facts
            where = f"{file or name}, line {line}" if line else file or name
            fault = f"{where}: {type(error).__name__} on these facts; the built-in template was used."
            return replace(self._builtin.print(name, facts), faults=(fault,))


def _builtin_folder() -> Path:
    """Return the built-in templates: inside the package when installed, else the repository's."""
    here = Path(__file__).resolve()
    packaged = here.parents[2] / "templates"
    return packaged if packaged.is_dir() else here.parents[3] / "templates"
