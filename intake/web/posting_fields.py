"""A posting's file as the fields of a form, and what was typed into them as changes of the file.

A field that still holds what the form showed changes nothing: what it stands for stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from intake import zones
from intake.domain.model import KINDS, LANGUAGES
from intake.settings.editing import GONE, edited, written
from intake.settings.yaml import parse
from intake.web.visit import Visit

Fields = Mapping[str, str]
Write = Callable[[Mapping[str, Any], Fields], Any]

_FIELDS: Final = ("title", "organisation", "mailbox", "language", "subject", "closed", "grace", "late")
_MORE: Final = ("reference", "reminder")
_USUAL: Final = {"late": "flag", "grace": "0s"}
_TIMES: Final = ("opens", "deadline")
_LOCAL: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?(?::00)?")

# Where a fault of a key is shown.
PLACES: Final = {
    **{name: name for name in (*_FIELDS, *_MORE, "documents", "languages", "recruiters", "draft")},
    "opens": "opens-date",
    "deadline": "deadline-date",
    "retention": "retention",
}


def values_of(text: str | None) -> dict[str, Any]:
    """What a file holds; nothing where it cannot be read."""
    tree = parse(text, "")[0] if text else None
    return dict(tree.value) if tree else {}


def shown(values: Mapping[str, Any], zone: str) -> dict[str, str]:
    """What the form shows of a file."""
    fields = {name: _text(values.get(name, _USUAL.get(name))) for name in (*_FIELDS, *_MORE)}
    for name in _TIMES:
        fields[f"{name}-date"], fields[f"{name}-time"] = _split(values.get(name), zone)
    wanted = {_kind(each): each for each in _list(values.get("documents"))}
    for kind in KINDS:
        fields[f"document-{kind}"] = "1" if kind in wanted else ""
    references = wanted.get("references")
    fields["references-count"] = _text(references.get("count", 1)) if isinstance(references, dict) else "1"
    languages = _list(values.get("languages", list(LANGUAGES)))
    for language in LANGUAGES:
        fields[f"language-{language}"] = "1" if language in languages else ""
    fields["recruiters"] = "\n".join(_address(each) for each in _list(values.get("recruiters")))
    kept = values.get("retention")
    fields["retention"] = _text(kept.get("months")) if isinstance(kept, dict) else ""
    fields["draft"] = "1" if values.get("draft") is True else ""
    return fields


def typed(visit: Visit, fields: Fields) -> dict[str, str]:
    """What was sent for those fields."""
    found = {name: visit.text(name).replace("\r\n", "\n") for name in fields}
    found["recruiters"] = "\n".join(line.strip() for line in found["recruiters"].split("\n") if line.strip())
    return found


def with_typed(text: str | None, before: Fields, now: Fields) -> str:
    """The file's text (None: a new one) with what was changed in the form. Raises Misuse."""
    values = values_of(text)
    changes = _changes(values, before, now)
    if text is None:
        return written(
            {key[0]: value for key, value in changes.items() if value is not GONE and len(key) == 1}
        )
    return edited(text, changes)


def _changes(values: Mapping[str, Any], before: Fields, now: Fields) -> dict[tuple[str, ...], Any]:
    changes: dict[tuple[str, ...], Any] = {}
    for name, (fields, value) in _WRITTEN.items():
        new = name == "documents" and "documents" not in values
        if new or any(before[field] != now[field] for field in fields):
            changes[name,] = value(values, now)
    return changes


def _plain(name: str) -> Write:
    return lambda _, now: now[name] or GONE


def _time(name: str) -> Write:
    return lambda _, now: f"{now[f'{name}-date']} {now[f'{name}-time']}".strip() or GONE


def _languages(_: Mapping[str, Any], now: Fields) -> Any:
    chosen = [each for each in LANGUAGES if now[f"language-{each}"]]
    return GONE if len(chosen) == len(LANGUAGES) else chosen


def _retention(_: Mapping[str, Any], now: Fields) -> Any:
    return {"months": _number(now["retention"])} if now["retention"] else GONE


def _draft(_: Mapping[str, Any], now: Fields) -> Any:
    return True if now["draft"] else GONE


def _documents(values: Mapping[str, Any], now: Fields) -> list[Any]:
    """The documents that are asked for: those that were, in their order and words, then the others."""
    was = [each for each in _list(values.get("documents")) if now.get(f"document-{_kind(each)}")]
    there = {_kind(each) for each in was}
    found = [*was, *(kind for kind in KINDS if now[f"document-{kind}"] and kind not in there)]
    return [
        _references(each, now["references-count"]) if _kind(each) == "references" else each for each in found
    ]


def _references(each: Any, count: str) -> Any:
    written_count = each.get("count", 1) if isinstance(each, dict) else 1
    if str(written_count) == count or not count:
        return each
    return "references" if count == "1" else {"kind": "references", "count": _number(count)}


def _recruiters(values: Mapping[str, Any], now: Fields) -> Any:
    """The recruiters by the addresses that were typed; what each gets stays as it is written."""
    was = {_address(each).lower(): each for each in _list(values.get("recruiters"))}
    lines = dict.fromkeys(now["recruiters"].split("\n")) if now["recruiters"] else ()
    return [was.get(line.lower(), line) for line in lines] or GONE


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text  # noqa: PLR2004


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _kind(each: Any) -> str:
    return _text(each.get("kind") if isinstance(each, dict) else each)


def _address(each: Any) -> str:
    return _text(each.get("address") if isinstance(each, dict) else each)


def _split(value: Any, zone: str) -> tuple[str, str]:
    """A time of the file as a date and an hour in the configuration's zone."""
    text = _text(value)
    if match := _LOCAL.fullmatch(text):
        return match[1], match[2] or ""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return text, ""
    local = when.astimezone(zones.zone(zone)) if when.tzinfo else when
    return f"{local:%Y-%m-%d}", f"{local:%H:%M}"


# Each key of the file: the fields that it is made of, and how; a new one is added in this order.
_WRITTEN: Final[Mapping[str, tuple[Sequence[str], Write]]] = {
    **{name: ((name,), _plain(name)) for name in ("title", "organisation", "mailbox", "language", "subject")},
    "documents": ((*(f"document-{kind}" for kind in KINDS), "references-count"), _documents),
    **{name: ((f"{name}-date", f"{name}-time"), _time(name)) for name in _TIMES},
    **{name: ((name,), _plain(name)) for name in ("closed", *_MORE, "grace", "late")},
    "recruiters": (("recruiters",), _recruiters),
    "languages": (tuple(f"language-{each}" for each in LANGUAGES), _languages),
    "retention": (("retention",), _retention),
    "draft": (("draft",), _draft),
}
