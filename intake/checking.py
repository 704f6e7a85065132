"""`intake check` from a configuration folder to what is found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from intake import app
from intake.services.inspect import FOUND_BY_LOGIN, inspect, letter_faults, operations, recognition
from intake.settings import Finding, check

REFUSED = 2
_A_PERSON = 1


def checked(config: Path, *, connect: bool) -> tuple[list[Finding], int]:
    """Find what is to be known of a configuration, its letters and what is done with it so far.

    With `connect` every account is logged in to as well. The number is the exit status of the command.
    """
    settings, found = check(config)
    status = REFUSED if _any_error(found) else 0
    if settings is not None:
        with app.open_desk(settings) as desk:
            found = [*found, *letter_faults(desk), *recognition(desk)]
            found += operations(desk, besides=FOUND_BY_LOGIN if connect else ())
            if connect and settings.signs_in_by_token:
                app.prepare(desk)  # tokens are kept before they are used
            found += inspect(desk) if connect else ()
    return found, status or (_A_PERSON if _any_error(found) else 0)


def _any_error(found: Iterable[Finding]) -> bool:
    return any(finding.level == "error" for finding in found)
