"""What `intake check` prints, and how a configuration is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from intake.show.words import COLOURS, visible

if TYPE_CHECKING:
    from intake.settings import Finding


def finding(found: Finding) -> dict[str, str]:
    """The JSON shape of a finding."""
    return {"level": found.level, "where": found.where, "text": found.text, "remedy": found.remedy}


def refused(found: Sequence[Finding]) -> dict[str, Any]:
    """The JSON shape of a configuration that is refused, for every command but `check`."""
    return {
        "error": "The configuration is refused.",
        "remedy": "Mend what the findings name, then run 'intake check'.",
        "findings": [finding(each) for each in found if each.level == "error"],
    }


def findings(found: Sequence[Finding], *, refused: bool = False, error: bool = False) -> None:
    """Print findings, a sentence and its remedy each; `refused`: they keep intake from running at all."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=error, soft_wrap=True)
    for each in found:
        console.print(
            Text.assemble((f"{each.level:<7} ", COLOURS[each.level]), (visible(each.where), "bold"))
        )
        console.print(Text(f"        {visible(each.text)}"))
        if each.remedy:
            console.print(Text(f"        → {visible(each.remedy)}"))
    counts = Counter(each.level for each in found)
    verdict = "Nothing runs until this is mended." if refused else "The configuration is good."
    console.print(f"{counts['error']} error(s), {counts['warning']} warning(s). {verdict}")
