"""How the console calls the letters, and the cases that they are shown for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from intake.domain.model import Language


def _(words: str) -> str:
    return words  # marked for the catalogues


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A letter: its name, and when it is sent."""

    name: str
    title: str
    when: str


TO_CANDIDATES: Final = (
    Kind(name="complete", title=_("Complete application"), when=_("Everything that was asked for is there")),
    Kind(name="incomplete", title=_("Incomplete application"), when=_("Something is surely missing")),
    Kind(name="review", title=_("Application to be looked at"), when=_("A person must look first")),
    Kind(name="updated", title=_("Changed application"), when=_("A later mail changed it")),
    Kind(name="reminder", title=_("Reminder"), when=_("The deadline comes near, something is missing")),
    Kind(name="late", title=_("Late application"), when=_("It came after the deadline")),
    Kind(name="withdrawn", title=_("Withdrawn application"), when=_("The candidate withdrew")),
    Kind(name="privacy", title=_("Personal data"), when=_("The candidate asks about personal data")),
    Kind(name="unmatched", title=_("No such posting"), when=_("No posting has such a subject")),
)
TO_US: Final = (
    Kind(name="digest", title=_("Digest"), when=_("To recruiters, each day; or at once, of exceptions")),
    Kind(name="closing", title=_("Closing report"), when=_("To recruiters, when a posting has closed")),
    Kind(name="order", title=_("Answer to an order"), when=_("To a recruiter who decided by reply")),
    Kind(name="alarm", title=_("Alarm"), when=_("To the admins, when something is wrong")),
)
KINDS: Final = {kind.name: kind for kind in (*TO_CANDIDATES, *TO_US)}
TONGUES: Final[dict[Language, str]] = {"fr": "Français", "en": "English", "ar": "العربية"}

_USUAL: Final = _("Usual")
_WITH_LINK: Final = _("With a link to the console")
_TO_CANDIDATES: Final = (_USUAL, _("Little is known"), _("After the deadline"))
_CASES: Final = {
    "digest": (
        _("A busy day"),
        _("Nothing to tell"),
        _("A quiet day"),
        _("Every alarm"),
        _("Every alarm, to an admin"),
        _("Exceptions told at once"),
        _("A busy day, with links to the console"),
        _("Exceptions told at once, with links to the console"),
    ),
    "closing": (_USUAL, _("Nobody applied"), _WITH_LINK),
    "alarm": (_USUAL, _("One new alarm"), _("All is well again"), _WITH_LINK),
    "order": (_("Accepted although late"),),
}
OTHER: Final = _("Case %(number)s")

# What the adapter says to do about a fault, for the catalogues; what is wrong may be anything.
REMEDIES: Final = (
    _("Remove it: templates may only show facts, with filters, conditions, loops and macros."),
    _("Use the facts and filters that the README of the templates lists."),
    _("Import and extend only templates that exist."),
    _("Correct this line; the README of the templates lists what is available."),
    _("Begin the .txt with a line `Subject: …`, an empty line and the letter; keep the .html short."),
    _("Compare it with the built-in template of the same name."),
    _("Look for loops within loops, and for texts that grow with each turn of a loop."),
    _("Make it shorter: what letters share stands once, in `_frame`."),
    _("See the README of the built-in templates."),
    _("Put a UTF-8 text file there."),
    _("To write the letter with it takes too much time or memory."),
    _("No template has this name."),
    _("the first line does not give the subject"),
    _("the letter is empty"),
    _("the letter is longer than 1000000 characters"),
)


# What is wrong, with a name in it: English, as the adapter or Jinja says it.
NAMED: Final = (
    (re.compile(r"there is no '(?P<name>\w+)'"), _("there is no fact “%(name)s”")),
    (re.compile(r"'(?P<name>\w+)' is undefined"), _("“%(name)s” is not known here")),
    (re.compile(r"No filter named '(?P<name>\w+)'\."), _("there is no filter “%(name)s”")),
    (re.compile(r"Did you mean (?P<name>\S+)\?"), _("Did you mean %(name)s?")),
    (re.compile(r"It is larger than (?P<name>\d+) bytes\."), _("it is larger than %(name)s bytes")),
)


def cases_of(letter: str) -> tuple[str, ...]:
    """The names of a letter's first cases; the others are numbered."""
    return _CASES.get(letter, _TO_CANDIDATES)
