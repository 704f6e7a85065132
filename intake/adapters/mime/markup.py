"""HTML → the text that it shows.

A scanner that reads each character once. Sanitisers build a tree, and nested tags make them
quadratic: nh3 takes a minute for a megabyte of open <div>. Nothing here is ever rendered.
"""

from __future__ import annotations

import html
import re

from intake.adapters.mime.links import shared_links

_MAX_QUOTE_DEPTH = 5
_MAX_TAG = 4_000  # characters of a tag that are read
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_HREF = re.compile(r"href\s*=\s*[\"']?(https?://[^\s\"'<>]{4,2000})", re.IGNORECASE)
_UNSEEN = re.compile(r"style|script|title|noscript", re.IGNORECASE)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    }
)
_SPACE = re.compile(r"\s+")


def html_to_text(source: str) -> str:
    """The text that an HTML mail shows; blockquotes are marked with ">" as in plain text."""
    out: list[str] = []
    position = depth = 0
    while (start := source.find("<", position)) >= 0:
        out.append(_visible(source[position:start]))
        position, tag, closing = _skip_tag(source, start)
        if tag == "<":
            out.append("<")
        elif tag == "blockquote":
            depth = max(0, depth - 1) if closing else depth + 1
            out.append(_line_start(depth))
        elif tag in _BLOCKS:
            out.append(_line_start(depth))
        elif tag == "td":
            out.append(" ")
        elif tag == "a" and not closing:
            out.append(_shared_target(source[start : min(position, start + _MAX_TAG)]))
    out.append(_visible(source[position:]))
    lines = "".join(out).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


def _shared_target(tag: str) -> str:
    """The target of an <a> that leads to a shared file, which its text may not show."""
    found = _HREF.search(tag)
    link = html.unescape(found[1]) if found else ""
    return f" <{link}> " if shared_links(link) else ""


def _visible(source: str) -> str:
    return html.unescape(_SPACE.sub(" ", source))


def _line_start(depth: int) -> str:
    return "\n" + "> " * min(depth, _MAX_QUOTE_DEPTH)


def _skip_tag(source: str, start: int) -> tuple[int, str, bool]:
    """Where reading goes on after the "<" at `start`, the tag's name, whether it closes."""
    if source.startswith("<!--", start):
        return _after(source, "-->", start), "", False
    if source[start + 1 : start + 2] in {"!", "?"}:
        return _after(source, ">", start), "", False
    found = _TAG.match(source, start)
    if found is None:
        return start + 1, "<", False
    end, name, closing = _after(source, ">", start), found[2].lower(), bool(found[1])
    if not closing and _UNSEEN.fullmatch(name):
        close = re.compile(rf"</{name}", re.IGNORECASE).search(source, end)
        end = _after(source, ">", close.start()) if close else len(source)
    return end, name, closing


def _after(source: str, mark: str, start: int) -> int:
    found = source.find(mark, start)
    return len(source) if found < 0 else found + len(mark)
