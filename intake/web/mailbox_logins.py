"""How a mailbox logs in to its servers, as fields of a form and as the file says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from intake.services.editions import SECRETS
from intake.settings.editing import GONE

Fields = Mapping[str, str]
Changes = dict[tuple[str, ...], Any]
Protocol = Literal["imap", "smtp"]

PROTOCOLS: Final[tuple[Protocol, ...]] = ("imap", "smtp")
OAUTH: Final = {"oauth-client": "client_id", "oauth-tenant": "tenant", "oauth-file": "client"}


def smtp_shown(box: Mapping[str, Any]) -> dict[str, str]:
    """What the form shows of the login to SMTP."""
    own = {key: value for key, value in group(box, "smtp").items() if key in ("username", "password", "auth")}
    imap = login_to(box, "imap")
    if own and any(own.get(key) != imap.get(key) for key in own):
        source, name = place_of(own)
        username = text_of(own.get("username"))
        return {
            "smtp-login": "other",
            "smtp-username": username,
            "smtp-secret": source,
            "smtp-secret-name": name,
        }
    shared = own or box.get("provider") or any(box.get(key) for key in ("username", "password", "auth"))
    return {"smtp-login": "same" if shared else "none"}


def login_changes(base: tuple[str, ...], box: Mapping[str, Any], before: Fields, now: Fields) -> Changes:
    """What changes of how the servers are logged in to."""
    mine, others = ("username", "secret", "secret-name", *OAUTH), ("smtp-login", "smtp-username")
    if all(before[f] == now[f] for f in (*mine, *others, "smtp-secret", "smtp-secret-name")):
        return {}
    found: Changes = {}
    imap, smtp = group(box, "imap"), group(box, "smtp")
    own = any(key in imap for key in ("username", "password", "auth"))
    at = (*base, "imap") if own or now["smtp-login"] == "none" else base
    login = _login_of(box, before, now)
    was = imap if at != base else box
    if at != base and not own:  # what was said for both is said for one from now on
        found |= {(*base, key): GONE for key in ("username", "password", "auth") if key in box}
    for key in ("username", "password", "auth"):
        if login.get(key) != was.get(key):
            found[*at, key] = login.get(key, GONE)
    match now["smtp-login"]:
        case "other":
            other: dict[str, Any] = {"username": now["smtp-username"]}
            other |= {"password": secret_of(now["smtp-secret"], now["smtp-secret-name"])}
        case "same" if at != base:
            other = login
        case _:
            other = {}
    for key in ("username", "password", "auth"):
        if other.get(key) != smtp.get(key):
            found[*base, "smtp", key] = other.get(key, GONE) or GONE
    return {path: value for path, value in found.items() if value is not GONE or _is_there(box, path[2:])}


def _login_of(box: Mapping[str, Any], before: Fields, now: Fields) -> dict[str, Any]:
    """The login to IMAP as it is to be written."""
    login: dict[str, Any] = {"username": now["username"]} if now["username"] else {}
    if now["secret"] != "oauth2":  # noqa: S105 - a word
        if now["secret"]:
            login["password"] = secret_of(now["secret"], now["secret-name"])
        return login
    way = dict(oauth_of(box))
    for field, key in OAUTH.items():
        if before[field] != now[field]:
            way.pop(key, None)
            if now[field]:
                way[key] = {"file": now[field]} if key == "client" else now[field]
    return login | {"auth": {"oauth2": way}}


def secret_of(source: str, name: str) -> dict[str, str]:
    """Where a password is kept, as the file says it."""
    return {"file" if source == "kept" else source: name}


def kept_name(name: str, protocol: Protocol) -> str:
    """The name of the file that keeps a password which was typed."""
    return name if protocol == "imap" else f"{name}-smtp"


def login_to(box: Mapping[str, Any], protocol: Protocol) -> dict[str, Any]:
    """A login: of the protocol where it says something, else of the mailbox."""
    own = group(box, protocol)
    found = {"username": own.get("username", box.get("username"))}
    secret = own if "password" in own or "auth" in own else box
    return found | {key: secret[key] for key in ("password", "auth") if key in secret}


def oauth_of(box: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of signing in with OAuth2."""
    auth = login_to(box, "imap").get("auth")
    way = auth.get("oauth2") if isinstance(auth, dict) else None
    return way if isinstance(way, dict) else {}


def place_of(login: Mapping[str, Any]) -> tuple[str, str]:
    """Where a password is kept, and under which name."""
    if "auth" in login:
        return "oauth2", ""
    place = login.get("password")
    if not isinstance(place, dict) or len(place) != 1:
        return "", ""
    ((source, name),) = place.items()
    kept = source == "file" and isinstance(name, str) and name.startswith(f"{SECRETS}/")
    return ("kept" if kept else text_of(source)), text_of(name)


def named(value: Any) -> Any:
    """A value, or the one that a group of one key holds."""
    return next(iter(value.values()), None) if isinstance(value, dict) else value


def group(box: Mapping[str, Any], key: str) -> dict[str, Any]:
    """A group of keys, empty where there is none."""
    value = box.get(key)
    return value if isinstance(value, dict) else {}


def _is_there(box: Any, path: tuple[str, ...]) -> bool:
    for step in path:
        if not isinstance(box, dict) or step not in box:
            return False
        box = box[step]
    return True


def text_of(value: Any) -> str:
    """A value as a field shows it."""
    return value if isinstance(value, str) else "" if value is None or isinstance(value, bool) else str(value)
