"""What the console's sources say in English, and whether the catalogues say it in the other languages.

`python tests/rigs/catalogue.py [MATTER ...]` prints what is missing, as entries to fill in.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2] / "intake" / "web"
LANGUAGES = ("fr", "ar")
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
_KEYWORDS = {"_": None, "gettext": None, "say": None, "ngettext": (1, 2), "say_of": (1, 2)}
_PLACE = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True)
class Said:
    """A sentence of the sources (with its plural), and where it stands."""

    file: str
    line: int
    id: str | tuple[str, ...]


def said() -> Iterator[Said]:
    """Every sentence of the console."""
    options = {"templates/**.html": {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}}
    for file, line, message, _, _ in extract_from_dir(
        str(ROOT), _METHODS, options, keywords=_KEYWORDS, comment_tags=()
    ):
        yield Said(file, line, message)


def catalogue(language: str) -> dict[str, tuple[str, Message]]:
    """The entries of a language: the file of each, and the entry."""
    found = {}
    for file in sorted((ROOT / "locale" / language).glob("*.po")):
        with file.open("rb") as source:
            for message in read_po(source, locale=language, abort_invalid=True):
                if message.id:
                    found[_key(message.id)] = (file.stem, message)
    return found


def lacking(language: str) -> list[Said]:
    """What has no translation, each sentence once."""
    there, seen, found = catalogue(language), set(), []
    for each in said():
        key = _key(each.id)
        entry = there.get(key)
        if key not in seen and (entry is None or not _whole(entry[1], each)):
            found.append(each)
        seen.add(key)
    return found


def _key(id_: str | Sequence[str]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def _whole(message: Message, each: Said) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings) and isinstance(message.id, str) == isinstance(each.id, str)


def misplaced(language: str) -> list[str]:
    """Entries that name other facts than their sentence."""
    wrong = []
    for file, message in catalogue(language).values():
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        wanted = set().union(*(_PLACE.findall(each) for each in ids)) - {"num"}
        odd = [each for each in strings if each and set(_PLACE.findall(each)) - {"num"} != wanted]
        wrong += [f"{file}: {ids[0]!r} → {each!r}" for each in odd]
    return wrong


def main(matters: Sequence[str]) -> None:
    """Print what is missing, in the sources whose names hold one of those words."""
    for language in LANGUAGES:
        for each in lacking(language):
            if not matters or any(matter in each.file for matter in matters):
                sys.stdout.write("\n".join(_entry(language, each)) + "\n\n")


def _entry(language: str, each: Said) -> Iterator[str]:
    yield f"# {language} {each.file}:{each.line}"
    if isinstance(each.id, str):
        yield from (f"msgid {_quoted(each.id)}", 'msgstr ""')
        return
    yield from (f"msgid {_quoted(each.id[0])}", f"msgid_plural {_quoted(each.id[1])}")
    yield from (f'msgstr[{n}] ""' for n in range(2 if language == "fr" else 6))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    main(sys.argv[1:])
