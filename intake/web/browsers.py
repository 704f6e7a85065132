"""By what people know again where they are signed in: the browser's name and the system's."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request

# Who names others besides (as all do) comes before those.
_BROWSERS: Final = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox")),
    *(("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome")),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")),
    *(("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")),
)


def browser_of(request: Request) -> str | None:
    """What a request says of its browser, in words of ours; None: nothing that is known."""
    agent = request.headers.get("user-agent", "")[:500]
    found = (next((name for sign, name in signs if sign in agent), None) for signs in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, found)) or None
