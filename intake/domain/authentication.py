"""Whether the receiving server proved the From domain, by its Authentication-Results (RFC 8601)."""

from __future__ import annotations

import re

from intake.domain.model import Message
from intake.domain.reasons import automatic as reasons

_LONGEST = 8_192  # characters of a header that are looked at

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_RESULT = re.compile(rf'(?:{_QUOTED}|[^;"])+', re.DOTALL)
_METHOD = re.compile(r"\s*([\w-]+)(?:\s*/\s*\d+)?\s*=\s*([\w-]+)")
_PROPERTY = re.compile(rf'([\w.-]+)\s*=\s*((?:{_QUOTED}|[^\s;"])+)', re.DOTALL)
_PROOF = {"dmarc": ("header.from",), "spf": ("smtp.mailfrom",), "dkim": ("header.d", "header.i")}
_MICROSOFT = re.compile(r"(?:^|\.)(?:microsoft|outlook)\.com$")


def unauthenticated(message: Message, authserv_id: str) -> str | None:
    """Return why the From domain is not proved by the server of that id, or None where it is.

    A DMARC pass proves it; so does, where DMARC does not fail, an SPF or DKIM pass of an aligned domain.
    """
    results = _believed(message, authserv_id.strip().lower())
    if results is None:
        return reasons.NO_RESULTS.say()
    domain = (message.sender.email if message.sender else "").rpartition("@")[2].lower()
    read = [_read(result) for result in results]
    if any((method, outcome) == ("dmarc", "fail") for method, outcome, _ in read):
        return reasons.FAILS_DMARC.say()
    for method, outcome, domains in read:
        bare = method == "dmarc" and not domains  # header.from may be left out
        if outcome == "pass" and (bare or any(_aligned(domain, each) for each in domains)):
            return None
    return reasons.NOTHING_PASSES.say()


def without_comments(value: str) -> str:
    """Drop the comments of RFC 5322 §3.2.2; an unfinished one, or a quote, reaches to the end."""
    kept: list[str] = []
    depth = opened = 0
    escaped = quoted = False
    for char in value[:_LONGEST]:
        if escaped or char == "\\":
            escaped = not escaped
        elif char == '"' and not depth:
            quoted, opened = not quoted, len(kept)
        elif char == "(" and not quoted:
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            continue
        if not depth:
            kept.append(char)
    return "".join(kept[:opened] if quoted else kept)


def _believed(message: Message, authserv_id: str) -> list[str] | None:
    """Return the results of the topmost header of that server (RFC 8601 §2.2), the id taken off.

    Lower ones of the same name may be forged (§5). Microsoft 365 writes no id at all: there the
    topmost header of all is its own.
    """
    for position, raw in enumerate(message.header_all("authentication-results")):
        first, *results = _RESULT.findall(without_comments(raw)) or [""]
        words = first.replace('"', "").lower().split()
        if words[:1] == [authserv_id]:
            return results
        if position == 0 and "=" in first and _MICROSOFT.search(authserv_id):
            return [first, *results]
    return None


def _read(result: str) -> tuple[str, str, list[str]]:
    """Read one result: its method, its outcome, and the domains of which it is proof."""
    result = result.lower()
    found = _METHOD.match(result)
    if not found:
        return "", "", []
    proof = _PROOF.get(found[1], ())
    domains = [_domain(value) for name, value in _PROPERTY.findall(result, found.end()) if name in proof]
    return found[1], found[2], domains


def _domain(value: str) -> str:
    """Return the domain of `user@domain`, `@domain` or `domain`; an `@` within quotes is none."""
    if re.fullmatch(_QUOTED, value):
        value = value[1:-1]
    return re.sub(_QUOTED, "", value).rpartition("@")[2].strip("<>").rstrip(".")


def _aligned(domain: str, other: str) -> bool:
    """Whether two domains are the same, or one is the parent of the other (as RFC 7489 §3.1, relaxed)."""
    parent, child = sorted((domain.rstrip("."), other), key=len)
    return "." in parent and (parent == child or child.endswith(f".{parent}"))
