"""Links to shared files in a text: what a candidate sends instead of a file."""

from __future__ import annotations

import re

_LINK = re.compile(r"(?:https?://|(?<![\w@./-]))((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10})/", re.IGNORECASE)
_SHARING = (
    "1drv.ms", "app.box.com", "docs.google.com", "drive.google.com", "drive.proton.me", "dropbox.com",
    "dropboxusercontent.com", "fromsmash.com", "grosfichiers.com", "icloud.com", "kdrive.infomaniak.com",
    "mediafire.com", "mega.io", "mega.nz", "onedrive.live.com", "pcloud.link", "photos.app.goo.gl",
    "sharepoint.com", "swisstransfer.com", "transfernow.net", "we.tl", "wetransfer.com",
)  # fmt: skip


def shared_links(text: str) -> tuple[str, ...]:
    """The hosts of file-sharing links in a text, lower case without "www.", each once, in order."""
    hosts = (found[1].lower().removeprefix("www.") for found in _LINK.finditer(text))
    return tuple(dict.fromkeys(host for host in hosts if host.endswith(_SHARING) and _is_sharing(host)))


def _is_sharing(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in _SHARING)
