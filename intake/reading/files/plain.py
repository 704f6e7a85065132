"""Plain text, web pages and RTF → text."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser
from typing import Final

from striprtf.striprtf import rtf_to_text

from intake.reading.files.csspages import Pages

MAX_SOURCE: Final = 2_000_000  # bytes of text, markup or RTF (pictures apart) that are looked at
_HEAD: Final = 4096
_MAIL_HEADERS: Final = re.compile(
    rb"^(received|return-path|message-id|mime-version|delivered-to|content-type|x-mailer):",
    re.IGNORECASE | re.MULTILINE,
)
_TRANSPORTED: Final = re.compile(
    rb"^(received|message-id|to|delivered-to|return-path):", re.IGNORECASE | re.MULTILINE
)
# Shortcuts of Windows and macOS to the web, and the stand-ins of Google's documents on a disk.
_LINK: Final = re.compile(
    rb"\s*(?:\[InternetShortcut\]"
    rb"|<\?xml[^<]{0,200}<!DOCTYPE plist[^<]{0,300}<plist[^<]{0,100}<dict>\s*<key>URL</key>"
    rb"|\{[^{}]{0,300}\"url\"\s*:\s*\"https://(?:docs|drive)\.google\.com/)",
    re.IGNORECASE,
)
_XML: Final = (
    (re.compile(rb"progid=\"Word\.Document\"|office/word/2003/wordml|<pkg:package\b"), "wordxml"),
    (re.compile(rb"<office:document\b"), "fodt"),
)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCKS: Final = frozenset(
    {
        *("address", "article", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("footer", "header", "hr", "li", "ol", "p", "section", "table", "td", "th", "title", "tr", "ul"),
    }
)
# Comments and declarations, closed or not: unclosed ones make the parser quadratic.
_UNSHOWN: Final = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>?", re.DOTALL)
# RTF 1.9.1: a page, a section that is no continuation, a paragraph that begins a page.
_PAGE: Final = re.compile(
    r"\\page(?![a-z])|\\pagebb(?![a-z0])|\\sect(?![a-z])(?!\s*(?:\\(?!sbk)[a-z]+-?\d*\s*){0,60}\\sbk(?:none|col)(?![a-z]))"
)
_EMPTY: Final = frozenset({"br", "hr", "img", "meta", "link", "input"})
_STRUCK: Final = frozenset({"s", "del", "strike"})
_STRUCK_LINE: Final = re.compile(r"(?m)^([ \f]{0,9})([^\s~](?:[^\n\f~]*[^\s~])?)")
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-(\d{2})(?!\d)")
_CLOSED: Final = -1
_SILENT: Final = frozenset({"script", "style", "template"})
# A link's words that say what it is for, where its target is a page.
_LEADS: Final = re.compile(
    r"postul|candidat|appl|form|submit|inscri|\bici\b|\bhere\b|clic|lien|\blink|هنا|الرابط|bewerb"
    r"|قد\u0651?م|سج\u0651?ل|تقديم|تقد\u0651?م",
    re.IGNORECASE,
)
_ARABIC_SHARE: Final = 0.35  # of letters: French in cp1252 has under 0.1 of its letters above ASCII


def sniff_text(data: bytes) -> str | None:
    """Tell `txt`, `html`, `eml`, `mht`, `wordxml`, `fodt` or `link`; None for bytes that are no text."""
    head = data[:_HEAD]
    if any(head.startswith(bom) for bom, _ in _BOMS) or _utf16(head):
        return "txt"
    if b"\0" in head or len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]", head)) > len(head) // 50:
        return None
    if _LINK.match(head):
        return "link"
    if len({match.lower() for match in _MAIL_HEADERS.findall(head)}) > 1:
        top = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
        saved = b"multipart/related" in top.lower() and not _TRANSPORTED.search(top)
        return "mht" if saved else "eml"
    if b"<?xml" in head[:200]:
        for pattern, kind in _XML:
            if pattern.search(head):
                return kind
    if re.search(rb"<(!doctype html|html|head|body|p|div|table)\b", head, re.IGNORECASE):
        return "html"
    return "txt"


def decode(data: bytes) -> str:
    """Decode text: its byte order mark, else UTF-8, UTF-16, the declared charset, cp1256 or cp1252."""
    data = data[:MAX_SOURCE]
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return data.decode(charset, "replace")
    if (guess := _utf16(data[:_HEAD])) is not None:
        return data.decode(guess, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data)  # the cut may split a character
    except UnicodeDecodeError:
        return data.decode(_declared(data) or _legacy(data), "replace")


def read_html(data: bytes, *, links: bool = False) -> str:
    """Give the text of a web page, a line for each block, a form feed where its style begins a page.

    With `links`, as for an ad, what is behind a link that writes a mail or leads to a form stands after its
    words, in <>; struck words stand between ~~, and behind a day without its year the whole date in ().
    """
    page = _Page(links=links)
    page.feed(_UNSHOWN.sub("", decode(data)))
    page.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(page.out))


def read_rtf(data: bytes) -> str:
    """Give the text of an RTF file; its pictures, hexadecimal digits by the megabyte, are left out."""
    source = re.sub(rb"(?:[0-9a-fA-F]{64,}\s*)+", b"", data)[:MAX_SOURCE].decode("latin-1")
    # A form feed where a page begins; striprtf would read it as text of its own.
    source = _PAGE.sub(lambda _: "\\'0c", source)
    return str(rtf_to_text(source, errors="ignore"))  # type: ignore[no-untyped-call]


class _Page(HTMLParser):
    """Collects the visible text of a web page."""

    def __init__(self, *, links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._links = links
        self._target, self._words = "", 0  # of the link that is open, and where its words begin
        self._struck = self._time = _CLOSED  # where the words of an open <s> and <time> begin
        self._day, self._depth = "", 0  # what <time> stands for; how many <s> are open
        self._silent = 0
        self._styling = False
        self._pages = Pages()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
            self._styling = tag == "style"
        elif self._pages.start(tag, attrs, empty=tag in _EMPTY):
            self.out.append("\f")
        elif tag in _BLOCKS:
            self.out.append("\n")
        if self._links:
            self._mark_start(tag, dict(attrs))
        if tag == "a" and self._links:
            self._target, self._words = (dict(attrs).get("href") or "").strip(), len(self.out)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
            self._styling = False
        elif self._pages.end(tag):
            self.out.append("\f")
        elif tag in _BLOCKS:
            self.out.append("\n")
        if self._links:
            self._mark_end(tag)
        if tag == "a" and self._target:
            target, self._target = self._target, ""
            words = "".join(self.out[self._words :])
            if target.removeprefix("mailto:") not in words and _is_telling(target, words):
                self.out.append(f" <{target}> ")

    def _mark_start(self, tag: str, attrs: dict[str, str | None]) -> None:
        """Note where words begin that are struck, or that stand for a day."""
        if tag in _STRUCK:
            self._depth += 1
            self._struck = len(self.out) if self._depth == 1 else self._struck
        elif tag == "time":
            self._time, self._day = len(self.out), (attrs.get("datetime") or "").strip()

    def _mark_end(self, tag: str) -> None:
        """Show that words are struck (each line of them for itself), or the year of a day."""
        if tag in _STRUCK and self._depth:
            self._depth -= 1
            if not self._depth:
                words = "".join(self.out[self._struck :])
                self.out[self._struck :] = [_STRUCK_LINE.sub(r"\1~~\2~~", words)]
        elif tag == "time" and self._time != _CLOSED:
            words, self._time = "".join(self.out[self._time :]), _CLOSED
            if _lacks_year(words, self._day):
                self.out.append(f" ({self._day[:10]})")

    def handle_data(self, data: str) -> None:
        if self._styling:
            self._pages.style(data)
        elif not self._silent:
            self.out.append(re.sub(r"\s+", " ", data))


def _lacks_year(words: str, day: str) -> bool:
    """Whether words name the day that a machine reads there, and not its year."""
    iso = _ISO_DAY.match(day)
    if iso is None or re.search(r"\d{4}", words):
        return False
    return int(iso[1]) in {int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", words)}


def _is_telling(target: str, words: str) -> bool:
    """Whether it matters where a link leads: it writes a mail, or its words offer a form."""
    if target.lower().startswith("mailto:"):
        return True
    return target.lower().startswith(("http:", "https:")) and _LEADS.search(words[:200]) is not None


def _utf16(head: bytes) -> str | None:
    """Tell UTF-16 without a byte order mark: every second byte of Western text is NUL."""
    pairs = len(head) // 2
    if pairs < 2:  # noqa: PLR2004 - too short to tell
        return None
    if head[1::2].count(0) > pairs * 0.7 and head[0::2].count(0) < pairs * 0.1:
        return "utf-16-le"
    if head[0::2].count(0) > pairs * 0.7 and head[1::2].count(0) < pairs * 0.1:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    found = re.search(rb"charset\s*=\s*[\"']?([\w-]{2,20})", data[:_HEAD], re.IGNORECASE)
    if found is None:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii"))
    except LookupError:
        return None
    # Codecs between bytes (hex, zlib) are no charsets; UTF-8 has just failed.
    return codec.name if getattr(codec, "_is_text_encoding", False) and codec.name != "utf-8" else None


def _legacy(data: bytes) -> str:
    high = sum(byte >= 0x80 for byte in data)  # noqa: PLR2004 - above ASCII
    letters = high + len(re.findall(rb"[A-Za-z]", data))
    return "cp1256" if high > _ARABIC_SHARE * letters else "cp1252"
