"""What `intake digest` prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from intake.show.words import say

if TYPE_CHECKING:
    from intake.services.digest import Digest


def digest_shape(day: date, made: Sequence[Digest]) -> dict[str, Any]:
    """The JSON shape of `intake digest`."""
    return {
        "day": day.isoformat(),
        "digests": [
            {
                "recruiter": each.recruiter,
                "state": each.state,
                "postings": [
                    {
                        name: getattr(posting, name)
                        for name in ("id", "complete", "incomplete", "late", "review", "new")
                    }
                    for posting in each.facts.postings
                ],
                "unmatched": len(each.facts.unmatched),
                "troubles": [trouble.text for trouble in each.facts.troubles],
            }
            for each in made
        ],
    }


def digests(day: date, made: Sequence[Digest], *, words: bool) -> None:
    """Print the digests of a day; `words` prints each as it would be sent."""
    for each in made:
        say(f"{each.recruiter}: {each.state}")
        if words and each.state != "skipped":
            say(f"\n{each.rendered.subject}\n\n{each.rendered.text}")
    if not made:
        say(f"No digest comes on {day}: no recruiter of a posting, nor an admin, is to get one that day.")
