"""Mail addresses as ads write them: plain, in links, masked for robots, broken by a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from intake.reading.adposts.ad import Ad, Span

MOST: Final = 200  # addresses of an ad that are looked at
_LONGEST_LOCAL: Final = 64  # characters, RFC 5321 §4.5.3.1.1
_LONGEST_DOMAIN: Final = 255
_LONGEST_LINK: Final = 600
_FEW: Final = 4  # spaces and line ends that cut an address

# The sign itself, or what stands for it so that robots do not see it. Bare words are looked at more closely.
_AT: Final = re.compile(
    r"@|&\#0{0,4}64;|&\#x40;|%40"
    r"|[ ]{0,2}[\[({<][ ]?(?:at|a|ät|arobas[e]?|arroba|chez|@)[ ]?[\])}>][ ]{0,2}"
    r"|(?<=\w)[ ](?:AT|at|arobase|arobas|arroba)[ ](?=\w)"
    r"|(?<=\w)_(?:at|AT)_(?=\w)"
    r"|(?-i:(?<=[a-z\d])AT(?=[a-z][a-z\d-]{1,30}\.[a-z\d.-]{0,40}[a-z]{2}))",  # decanatATfp.ulaval.ca
    re.IGNORECASE,
)
_DOT: Final = re.compile(
    r"\.|[ ]?[\[({<][ ]?(?:dot|point|punto|ponto|punkt|\.)[ ]?[\])}>][ ]?|[ ](?:dot|point|punto"
    r"|ponto)[ ](?=\w)"
    r"|_(?:dot|DOT)_",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿ](?:[A-Za-z0-9À-ÖØ-öø-ÿ-]{0,61}[A-Za-z0-9À-ÖØ-öø-ÿ])?")
_LOCAL: Final = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿ._%+'&-]")
_GENERIC: Final = frozenset(
    """
    com org net edu gov int mil info biz name pro coop aero museum jobs mobi africa paris bzh cat asia
    tech digital online site website dev app ngo ong foundation charity community health care agency
    studio design media press news blog global international world solutions services consulting group
    company team work careers social energy bio eco green earth academy university school education
    institute science law legal finance bank london berlin wien swiss quebec alsace corsica gal eus arab
    xyz store shop network systems software cloud email space live life one club center engineering
    capital ventures partners cafe coach farm fund games games house land link ltd gmbh inc miami nyc
    tokyo tours training travel video wiki zone art vin bar archi immo ink law lgbt lat bet run hospital
    """.split()  # noqa: SIM905 - prose is easier to keep than a list
)
# What stands behind a name with a dot and is no domain.
_FILES: Final = frozenset(
    "png jpg jpeg gif svg webp css js html htm php pdf doc docx txt".split()  # noqa: SIM905 - prose is easier to keep than a list
)
_COUNTRY: Final = 2  # letters
_GLUED: Final = re.compile(r"(com|org|net|edu|gov|info)(?=[a-zÀ-ÿ]{3,})")
# The ending of a country and the word behind it, where a page lost the space: "univ-paris1.fravant le".
_GLUED_WORD: Final = re.compile(
    r"(fr|ma|tn|dz|sn|ci|cm|bf|bj|tg|ml|ne|mg|cd|ca|ch|be|lu|uk|ie|us|de|at|es|pt|it|nl|se|no|eu|in|ke|ng|gh|za|ug|tz|rw)"
    r"(?:avant|apres|pour|dans|avec|sous|jusqu|jusque|merci|objet|les|des|une|vous|nous|veuillez|candidature|tel|date|toute?s?"
    r"|before|until|with|from|the|and|please|for|your|our|subject|deadline|applications?|candidates|no|by|to|or|ou|et|au|en|le"
    r"|la|au|ainsi|puis|then|bis|mit|und|oder|antes|hasta|con|para)",
    re.IGNORECASE,
)
_TOOLS: Final = re.compile(r"(?:git|svn|hg)@|\d+x\.")
_PATTERNS: Final = re.compile(
    r"(?:\[|<|\{)?(?:prenom|firstname|first|first_?name|vorname|nombre|name|nom|votre\.?nom)"
    r"(?:\]|>|\})?[._-](?:\[|<|\{)?(?:nom|lastname|last|surname|nachname|apellido|prenom|last_?name|name)@"
)
_TRAPS: Final = re.compile(
    r"no[-_.]?spam|remove[-_.]?this|anti[-_.]?spam|sans[-_.]?spam|removeme", re.IGNORECASE
)
_HIDDEN: Final = re.compile(
    r"e-?mail ?(?:\xa0| )?protected|e-?mail protege|protected e-?mail|cdn-cgi/l/email-protection"
    r"|(?:adresse|address|direccion|endereco|indirizzo)[^.\n]{0,40}(?:protegee?|protected"
    r"|protegida|protegido|protetto)"
    r"[^.\n]{0,40}(?:spam|robots|bots)|gegen spambots geschutzt|البريد الالكتروني محمي"
)
_MAILTO: Final = re.compile(r"mailto:", re.IGNORECASE)
_CLOSERS: Final = {'"': '"', "'": "'", "(": ")", "<": ">", "[": "]", "“": "”", "«": "»"}
_PARTS: Final = re.compile(r"&(?:amp;)?(?=(?:subject|body|cc|bcc|to)=)", re.IGNORECASE)
_ROLE_NAMES: Final = frozenset(
    "contact info rh hr drh jobs job recrutement candidature candidatures emploi cv stages stage".split()  # noqa: SIM905 - prose is easier to keep than a list
)
_NO_NAMES: Final = frozenset(
    "us me here online on is nous moi team follow find meet join to him her it look now only directly".split()  # noqa: SIM905 - prose is easier to keep than a list
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A mail address in an ad: lower case, where it stands, and what its link says besides.

    `link` is the span of the whole `mailto:` link; `subject` and `copy` come from its query.
    """

    address: str
    span: Span
    masked: bool = False
    link: Span | None = None
    subject: str | None = None
    copy: bool = False


def find_marks(ad: Ad) -> tuple[Mark, ...]:
    """Find every mail address, in the ad's order; an address that a site hides is none."""
    links = tuple(_links(ad))
    found: list[Mark] = []
    for sign in _AT.finditer(ad.text):
        mark = _mark(ad, sign, links)
        if mark is not None and (not found or mark.span[0] >= found[-1].span[1]):
            found.append(mark)
            if len(found) == MOST:
                break
    return tuple(found)


def hidden_addresses(ad: Ad) -> tuple[Span, ...]:
    """Where an address was hidden by the site the ad was copied from, or only the pattern of one stands."""
    hidden = [match.span() for match in _HIDDEN.finditer(ad.folded)]
    return tuple(hidden + [match.span() for match in _PATTERNS.finditer(ad.folded)])


# --- one address -------------------------------------------------------------


def _mark(ad: Ad, sign: re.Match[str], links: tuple[_Link, ...]) -> Mark | None:
    plain = sign[0] == "@"
    start = _local_start(ad.text, sign.start(), plain=plain)
    domain, end, spaced = _domain(ad.text, sign.end(), plain=plain)
    if start is None or domain is None:
        return None
    local = _DOT.sub(".", "".join(ad.text[start : sign.start()].split()).strip("'&%"))
    address = f"{local}@{domain}".lower()
    if not _sound(ad, address, sign, start=start, spaced=spaced):
        return None
    link = next((each for each in links if each.span[0] <= start < each.span[1]), None)
    return Mark(
        address=address,
        span=(start, end),
        masked=not plain,
        link=link.span if link else None,
        subject=link.subject if link else None,
        copy=bool(link and link.query is not None and start > link.query),
    )


def _local_start(text: str, at: int, *, plain: bool) -> int | None:
    """Where the local part begins, going back from the sign."""
    begin = at
    while plain and begin > 0 and at - begin < 2 and text[begin - 1] == " ":  # noqa: PLR2004 - "contact @"
        begin -= 1
    start = begin
    while start > 0 and begin - start < _LONGEST_LOCAL and _LOCAL.match(text[start - 1]):
        start -= 1
    start = _joined(text, start)
    while start < begin and text[start] in "._%+'&-":
        start += 1
    if start == begin:
        return None
    in_url = text[max(0, start - 3) : start] == "://"
    return None if in_url or text[start - 1 : start] == "@" else start


def _joined(text: str, start: int) -> int:
    """Go back over a line end that cut the local part behind a dash or an underscore."""
    cut = start
    while cut > 0 and start - cut < _FEW and text[cut - 1] in " \n":
        cut -= 1
    if "\n" not in text[cut:start] or text[cut - 1 : cut] not in ("-", "_"):
        return start
    begin = cut - 1
    while begin > 0 and cut - begin < _LONGEST_LOCAL and _LOCAL.match(text[begin - 1]):
        begin -= 1
    return begin if begin < cut - 1 else start


def _domain(text: str, at: int, *, plain: bool) -> tuple[str | None, int, bool]:
    """Read the domain behind the sign: the name, where it ends, and whether there was space in it."""
    here = at
    while here < len(text) and here - at < _FEW and text[here] in " \n":
        here += 1
    spaced = here > at
    label = _LABEL.match(text, here)
    if label is None:
        return None, at, spaced
    labels, end = [label[0]], label.end()
    while end - at < _LONGEST_DOMAIN:
        following = _next_label(text, end, labels, plain=plain)
        if following is None:
            break
        part, end, gap = following
        spaced = spaced or gap
        if part.startswith("-"):
            labels[-1] += part
        else:
            labels.append(part)
    return _finished(labels, end, spaced=spaced)


def _next_label(text: str, end: int, labels: list[str], *, plain: bool) -> tuple[str, int, bool] | None:
    """Read the next label of a domain, over the spaces and line ends that a PDF puts into it."""
    cut = re.compile(r"-(?:[ ]?\n[ \n]{0,2}|[ ](?!www\.))").match(text, end)  # at a dash
    if cut and (len(labels) == 1 or "\n" in cut[0] or not _top(labels[-1])):
        rest = _LABEL.match(text, cut.end())
        return (
            ("-" + rest[0], rest.end(), True) if rest and text[rest.end() : rest.end() + 1] == "." else None
        )
    gap = 1 if text[end : end + 2] in (" .", "\n.") else 0
    dot = _DOT.match(text, end + gap)
    if dot is None or (plain and dot[0] != "." and not dot[0].strip(" ").startswith(("[", "(", "{", "<"))):
        return None
    here = dot.end()
    if text[here : here + 1] in (" ", "\n") and text[here : here + 1]:
        here += 1
        gap += 1
    label = _LABEL.match(text, here)
    if label is None:
        return None
    broken = gap > 0
    if broken and (not _top(label[0]) or not label[0].islower() or (len(labels) > 1 and _top(labels[-1]))):
        return None
    return label[0], label.end(), broken


def _finished(labels: list[str], end: int, *, spaced: bool) -> tuple[str | None, int, bool]:
    """Take off what was glued to the domain, and look whether it can be one."""
    last = labels[-1]
    if len(labels) > 2 and last[:1].isupper() and not last.isupper() and _top(labels[-2]):  # noqa: PLR2004
        labels, end = labels[:-1], end - len(last) - 1  # x.org.Les candidats
    last = labels[-1]
    unknown = None if _top(last) else _GLUED.match(last) or _GLUED_WORD.fullmatch(last)
    glued = re.match(r"([a-z]{2,})(?=[A-ZÀ-Þ])", last) or unknown
    if glued and len(labels) > 1:
        labels, end = [*labels[:-1], glued[1]], end - len(last) + glued.end(1)
    last = labels[-1].lower()
    if len(labels) < 2 or not last.isalpha() or len(last) < _COUNTRY or last in _FILES:  # noqa: PLR2004
        return None, end, spaced
    return ".".join(labels), end, spaced


def _top(label: str) -> bool:
    """Whether a label is a top-level domain."""
    return label.lower() in _GENERIC or (len(label) == _COUNTRY and label.isascii() and label.isalpha())


def _sound(ad: Ad, address: str, sign: re.Match[str], *, start: int, spaced: bool) -> bool:
    local, _, domain = address.partition("@")
    if _TOOLS.match(address) or _PATTERNS.match(address) or domain.startswith("www.") or ".." in local:
        return False
    known = _top(domain.rpartition(".")[2])
    if sign[0].strip().lower() in ("at", "arobase", "arobas", "arroba"):  # a bare word
        written = ad.text[sign.end() : sign.end() + len(domain)].lower()
        loud = sign[0].strip() == "AT" and not ad.text[start : sign.start()].isupper()
        before = ad.folded[max(0, start - 8) : start].rstrip(" ")
        shown = before.endswith(("(", "<", "[", ":", "mail")) and local not in _NO_NAMES
        return known and (
            written != domain or "." in local or loud or shown or sign[0].strip().lower() != "at"
        )
    apart = ad.text[sign.start() - 1 : sign.start()] == " "  # as in "join us @ home.org", "us @handle.org"
    if apart and sign[0] == "@":
        both = ad.text[sign.end() : sign.end() + 1] in (" ", "\n")
        named = local in _ROLE_NAMES or any(sign in local for sign in "._-")
        return known and (named or (both and local not in _NO_NAMES))
    return known or not spaced


def is_trap(address: str) -> bool:
    """Whether an address holds words that a person must take out before writing to it."""
    return _TRAPS.search(address) is not None


# --- links -------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class _Link:
    span: Span
    subject: str | None
    query: int | None  # where its query begins


def _links(ad: Ad) -> Iterator[_Link]:
    """Read the mailto: links."""
    for begun in _MAILTO.finditer(ad.text):
        end = _link_end(ad.text, begun)
        target = ad.text[begun.end() : end]
        _, sign, query = target.partition("?")
        subject = None
        for part in _PARTS.split(query):
            name, _, value = part.partition("=")
            if name.lower() == "subject" and value.strip():
                subject = " ".join(_unquoted(value).split())
        yield _Link(
            span=(begun.start(), end),
            subject=subject,
            query=end - len(query) if sign else None,
        )


def _second_line(text: str, line: int, limit: int) -> int:
    """Where the second line of a link ends: a subject in it may be wrapped."""
    second = text.find("\n", line + 1, limit) if line >= 0 else -1
    return limit if second < 0 else second


def _link_end(text: str, begun: re.Match[str]) -> int:
    """Where the target of a link ends: at the quote or bracket that closes it, else at white space."""
    limit = min(len(text), begun.end() + _LONGEST_LINK)
    closer = _CLOSERS.get(text[begun.start() - 1 : begun.start()])
    line = text.find("\n", begun.end(), limit)
    stop = line if line >= 0 else limit
    if closer:
        depth = 0
        for here in range(begun.end(), _second_line(text, line, limit)):
            depth += text[here] == "(" and closer == ")"
            if text[here] == closer:
                if not depth:
                    return here
                depth -= 1
    white = re.compile(r"[\s>\"]").search(text, begun.end(), stop)
    return white.start() if white else stop


def _unquoted(value: str) -> str:
    """Decode percent signs (RFC 6068 section 2), in Latin-1 where old pages wrote that."""
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError:
        return unquote(value, encoding="cp1252", errors="replace")
