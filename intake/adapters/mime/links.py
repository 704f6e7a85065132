"""Links to shared files in a text: what a candidate sends instead of a file."""

from __future__ import annotations

import re
from urllib.parse import unquote

# A profile, a home page or the advertisement of a service has no path that names a file.
_LINK = re.compile(
    r"(?:https?://|(?<![\w@./-]))((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10})/(?=([^\s\"'<>)\]]{2,300}))",
    re.IGNORECASE,
)
_SHARING = (
    "1drv.ms", "1fichier.com", "app.box.com", "box.com", "disk.yandex.com", "disk.yandex.ru",
    "docs.google.com", "drive.google.com", "drive.proton.me", "dropbox.com", "dropboxusercontent.com",
    "filemail.com", "files.fm", "filesender.renater.fr", "fromsmash.com", "gofile.io",
    "grosfichiers.com", "hightail.com", "icloud-content.com", "icloud.com", "kdrive.infomaniak.com",
    "mediafire.com", "mega.co.nz", "mega.io", "mega.nz", "notion.site", "onedrive.live.com",
    "pcloud.com", "pcloud.link", "photos.app.goo.gl", "photos.google.com", "sendspace.com",
    "sharepoint.com", "swisstransfer.com", "terabox.com", "transfernow.net", "transferxl.com", "we.tl",
    "wetransfer.com", "workdrive.zoho.com", "yadi.sk",
)  # fmt: skip
# These serve much else besides: only such paths lead to a file.
_PATHS = {
    "acrobat.adobe.com": re.compile(r"(?:link|id)/", re.IGNORECASE),
    "box.com": re.compile(r"(?:s|v|file|shared)/", re.IGNORECASE),
    "canva.com": re.compile(r"design/", re.IGNORECASE),
    "docs.google.com": re.compile(r"(?!forms/)", re.IGNORECASE),
    "documentcloud.adobe.com": re.compile(r"link/", re.IGNORECASE),
    "dropbox.com": re.compile(r"(?!referrals?/|login|help|business|plans)", re.IGNORECASE),
    "icloud.com": re.compile(r"(?!mail|settings|find)", re.IGNORECASE),
    "indd.adobe.com": re.compile(r"view/", re.IGNORECASE),
    "notion.so": re.compile(r".*[0-9a-f]{32}", re.IGNORECASE),
    "onedrive.live.com": re.compile(r"(?!about)", re.IGNORECASE),
    "wetransfer.com": re.compile(r"(?!\?utm|about|pricing|legal)", re.IGNORECASE),
}


def shared_links(text: str) -> tuple[str, ...]:
    """The hosts of file-sharing links in a text, lower case without "www.", each once, in order.

    Links inside links count, too: filters of mail wrap them up.
    """
    found = (
        (match[1].lower().removeprefix("www."), match[2])
        for source in dict.fromkeys((text, unquote(text)))
        for match in _LINK.finditer(source)
    )
    return tuple(dict.fromkeys(host for host, path in found if _is_sharing(host, path)))


def _is_sharing(host: str, path: str) -> bool:
    names = {host, host.partition(".")[2], host.partition(".")[2].partition(".")[2]}
    for name in names & _PATHS.keys():
        if not _PATHS[name].match(path):
            return False
    return any(host == name or host.endswith(f".{name}") for name in (*_SHARING, *_PATHS))
