"""A mailbox of intake.yaml as the fields of a form, and what was typed into them as changes of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from intake.settings.editing import GONE
from intake.web.mailbox_logins import (
    OAUTH,
    PROTOCOLS,
    Changes,
    Fields,
    group,
    login_changes,
    login_to,
    named,
    oauth_of,
    place_of,
    smtp_shown,
)
from intake.web.posting_fields import values_of
from intake.web.visit import Visit

Write = Callable[[Fields], Any]

_SERVER: Final = ("host", "port", "security")
_TICKS: Final = ("junk", "answer_unmatched", "canary")
FIELDS: Final = (
    *(
        "address",
        "aliases",
        "provider",
        "folders",
        "processed",
        "move",
        "since",
        "authserv_id",
        "plus_addresses",
    ),
    *_TICKS,
    *(f"{protocol}-{key}" for protocol in PROTOCOLS for key in _SERVER),
    *("username", "secret", "secret-name", "smtp-login", "smtp-username", "smtp-secret", "smtp-secret-name"),
    *OAUTH,
)
NEW: Final = dict.fromkeys(FIELDS, "") | {
    "folders": "INBOX",
    "processed": "leave",
    "secret": "kept",
    "smtp-login": "same",
    "smtp-secret": "kept",
}


def mailbox_in(text: str | None, name: str) -> dict[str, Any] | None:
    """What a file says of a mailbox; None: there is no such one in it."""
    boxes = values_of(text).get("mailboxes")
    box = boxes.get(name) if isinstance(boxes, dict) else None
    return box if isinstance(box, dict) else None


def places(name: str) -> dict[str, str]:
    """Where a fault of a key of the mailbox is shown."""
    base = f"mailboxes.{name}"
    found = {
        f"{base}.{key}": key for key in ("address", "aliases", "provider", "folders", "since", "authserv_id")
    }
    found |= {f"{base}.{key}": key for key in ("username", *_TICKS, "plus_addresses", "processed")}
    found |= {f"{base}.{p}.{key}": f"{p}-{key}" for p in PROTOCOLS for key in _SERVER}
    found |= {f"{base}.{p}": f"{p}-host" for p in PROTOCOLS}
    found |= {f"{base}.imap.username": "username", f"{base}.smtp.username": "smtp-username"}
    found |= {f"{base}.password": "secret-name", f"{base}.imap.password": "secret-name"}
    found |= {f"{base}.smtp.password": "smtp-secret-name"}
    for auth in (f"{base}.auth", f"{base}.imap.auth"):
        found |= {auth: "secret", f"{auth}.oauth2": "oauth-client"}
        found |= {f"{auth}.oauth2.{key}": field for field, key in OAUTH.items()}
    return found


def shown(box: Mapping[str, Any]) -> dict[str, str]:
    """What the form shows of a mailbox."""
    fields = dict(NEW) | {
        name: _text(box.get(name)) for name in ("address", "provider", "since", "authserv_id")
    }
    fields["aliases"] = "\n".join(map(_text, _list(box.get("aliases"))))
    fields["folders"] = "\n".join(map(_text, _list(box.get("folders", ["INBOX"]))))
    processed = box.get("processed", "leave")
    moved = isinstance(processed, dict)
    fields["processed"] = "move" if moved else _text(processed)
    fields["move"] = _text(processed.get("move")) if moved else ""
    fields |= {name: "1" if box.get(name) is True else "" for name in _TICKS}
    fields["plus_addresses"] = {True: "yes", False: "no"}.get(box.get("plus_addresses"), "")  # type: ignore[arg-type]
    for protocol in PROTOCOLS:
        server = group(box, protocol)
        fields |= {f"{protocol}-{key}": _text(server.get(key)) for key in _SERVER}
    fields["username"] = _text(login_to(box, "imap").get("username"))
    fields["secret"], fields["secret-name"] = place_of(login_to(box, "imap"))
    way = oauth_of(box)
    fields |= {field: _text(named(way.get(key))) for field, key in OAUTH.items()}
    fields |= smtp_shown(box)
    return fields


def typed(visit: Visit) -> dict[str, str]:
    """What was sent."""
    found = {name: visit.text(name).replace("\r\n", "\n") for name in FIELDS}
    for name in ("aliases", "folders"):
        found[name] = "\n".join(line.strip() for line in found[name].split("\n") if line.strip())
    return found


def changes(name: str, box: Mapping[str, Any], before: Fields, now: Fields) -> Changes:
    """What changes of a mailbox that is there, by paths of the file."""
    base = ("mailboxes", name)
    found: Changes = {}
    for key, (fields, value) in _WRITTEN.items():
        if any(before[field] != now[field] for field in fields):
            found[*base, *key] = value(now)
    return _emptied(base, box, found | login_changes(base, box, before, now))


def _plain(name: str) -> Write:
    return lambda now: now[name] or GONE


def _lines_of(name: str) -> Write:
    return lambda now: now[name].split("\n") if now[name] else GONE


def _tick(name: str) -> Write:
    return lambda now: True if now[name] else GONE


def _processed(now: Fields) -> Any:
    return {"move": now["move"]} if now["processed"] == "move" else now["processed"]


def _plus(now: Fields) -> Any:
    return {"yes": True, "no": False}.get(now["plus_addresses"], GONE)


def _port(protocol: str) -> Write:
    return lambda now: _number(now[f"{protocol}-port"]) or GONE


# Each key of a mailbox but those of its logins: the fields that it is made of, and how.
_WRITTEN: Final[Mapping[tuple[str, ...], tuple[Sequence[str], Write]]] = {
    **{(key,): ((key,), _plain(key)) for key in ("address", "provider", "since", "authserv_id")},
    **{(key,): ((key,), _lines_of(key)) for key in ("aliases", "folders")},
    ("processed",): (("processed", "move"), _processed),
    **{(key,): ((key,), _tick(key)) for key in _TICKS},
    ("plus_addresses",): (("plus_addresses",), _plus),
    **{
        (protocol, key): ((f"{protocol}-{key}",), _plain(f"{protocol}-{key}"))
        for protocol in PROTOCOLS
        for key in ("host", "security")
    },
    **{(protocol, "port"): ((f"{protocol}-port",), _port(protocol)) for protocol in PROTOCOLS},
}


def _emptied(base: tuple[str, ...], box: Mapping[str, Any], found: Changes) -> Changes:
    """The changes; a group that loses all its keys goes as a whole."""
    for protocol in PROTOCOLS:
        inside = {path: value for path, value in found.items() if path[2] == protocol}
        left = {*group(box, protocol), *(path[-1] for path in inside)}
        left -= {path[-1] for path, value in inside.items() if value is GONE}
        if inside and not left:
            found = {path: value for path, value in found.items() if path not in inside}
            found[*base, protocol] = GONE
    return found


def made(name: str, now: Fields) -> dict[str, Any]:
    """A new mailbox, as it is to be written."""
    blank = dict(NEW) | {"secret": "", "smtp-login": "same"}
    flat = changes(name, {}, dict.fromkeys(blank, "") | {"processed": "leave", "folders": "INBOX"}, now)
    box: dict[str, Any] = {}
    for path, value in flat.items():
        if value is GONE:
            continue
        inner = box
        for step in path[2:-1]:
            inner = inner.setdefault(step, {})
        inner[path[-1]] = value
    order = ("address", "aliases", "provider", "imap", "smtp", "username", "password", "auth")
    return {key: box[key] for key in (*order, *box) if key in box}


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text  # noqa: PLR2004


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None or isinstance(value, bool) else str(value)
