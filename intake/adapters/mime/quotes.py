"""Plain text of a mail → the sender's own words, and what of it is quoted or forwarded mail."""

from __future__ import annotations

import re

_MAX_LINE = 400  # characters of a line that the patterns look at

# Lines that introduce quoted mail. Bidi marks are taken out before they are matched.
_MARKS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DATED_ATTRIBUTION = re.compile(
    r"(?:On\b.*\d.*\bwrote|Le\b.*\d.*\ba\s+écrit|El\b.*\d.*\bescribió|Am\b.*\d.*\bschrieb\b.*"
    r"|Il\b.*\d.*\bha scritto|Em\b.*\d.*\bescreveu|(?:كتب|كتبت)\b.*\d.*"
    r"|(?:في|بتاريخ|يوم)\b.*\d.*\b(?:كتب|كتبت|تمت كتابة ما يلي بواسطة)\b.*)\s*:",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"[^:<>]{0,120}<[^<>\s]+@[^<>\s]+>\s*(?:a\s+écrit|wrote|كتب|كتبت)\s*:", re.IGNORECASE
)
# What stands between the dashes of "-----Original Message-----".
_SEPARATOR = re.compile(
    r"(?:Original (?:Message|Appointment)|Message (?:d['’]origine|original)|Reply message|Réponse"
    r"|الرسالة الأصلية|رسالة أصلية)\b.*",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"(?:Forwarded message|Message (?:transféré|transmis)|Mail transféré|Forwarded by"
    r"|رسالة مُ?عاد توجيهها|الرسالة المُ?حوّ?لة|الرسالة المُ?عاد توجيهها)\b.*",
    re.IGNORECASE,
)
_APPLE_FORWARD = re.compile(
    r"(?:Begin forwarded message|Début du message (?:transféré|réexpédié)|بداية الرسالة المُ?حوّ?لة)\s*:",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\*?(?:(?P<from>From|De|Expéditeur|Von|من)|(?P<subject>Subject|Objet|Asunto|Sujet|الموضوع)"
    r"|(?P<sent>Sent|Envoyé|تم الإرسال|أُ?رسلت)|Date|To|Cc|À|A|Répondre à|Reply-To|تاريخ|التاريخ|إلى|الى)"
    r"\s*\*?\s*:\*?\s*(?P<value>.*)",
    re.IGNORECASE,
)
_BLOCK_SPAN = 8  # lines in which the fields of a quoted header block follow its first
_RULE = "_" * 10  # what Outlook draws above a quoted mail
_BLOCK_FIELDS = 2  # how many must follow


def own_text(text: str) -> str:
    """The words of the sender alone: cut at a quoted or forwarded mail and at the signature.

    An answer below a quote that is marked with ">" is kept. RFC 3676 section 4.3 for "-- ".
    """
    lines = text.split("\n")
    bare = [_MARKS.sub("", line[:_MAX_LINE]).strip() for line in lines]
    out: list[str] = []
    index = 0
    while index < len(lines):
        if bare[index] == "--" or _starts_quoted_mail(bare, index):
            break
        if length := _attribution(bare, index):
            if not _quoted_after(bare, index + length):
                break
            index += length
            continue
        if not bare[index].startswith(">"):
            out.append(lines[index].rstrip())
        index += 1
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip()
    return kept.rstrip("_ \n") if kept.endswith(_RULE) else kept


def _attribution(bare: list[str], index: int) -> int:
    """How many lines "On ... wrote:" takes from `index` on, 0 if it is none; clients wrap it."""
    if _ATTRIBUTION.fullmatch(bare[index]):
        return 1
    for length in (1, 2, 3):
        joined = " ".join(bare[index : index + length])
        if len(joined) <= _MAX_LINE and joined.endswith(":"):
            return length if _DATED_ATTRIBUTION.fullmatch(joined) else 0
    return 0


def _quoted_after(bare: list[str], index: int) -> bool:
    following = next((line for line in bare[index : index + 5] if line), "")
    return following.startswith(">")


def _starts_quoted_mail(bare: list[str], index: int) -> bool:
    """Whether a line separates the sender's words from a mail quoted or forwarded below it."""
    line = bare[index]
    if line.startswith(("--", "__", "——")):
        core = line.strip("-_— ")
        return bool(_SEPARATOR.fullmatch(core) or _FORWARD.fullmatch(core))
    return bool(_APPLE_FORWARD.fullmatch(line)) or _is_header_block(bare, index)


def _is_header_block(bare: list[str], index: int) -> bool:
    """Whether "From: ..." and at least two further header lines start here, as Outlook quotes.

    A letter may begin with De, À and Objet as well: it has no address there and no "Sent".
    """
    first = _FIELD.fullmatch(bare[index])
    if first is None or first["from"] is None:
        return False
    fields = [_FIELD.fullmatch(line) for line in bare[index + 1 : index + _BLOCK_SPAN]]
    following = [found for found in fields if found]
    mail = "@" in first["value"] or any(found["sent"] for found in following)
    return mail and len(following) >= _BLOCK_FIELDS


def forwarded_block(text: str) -> tuple[str | None, str | None]:
    """The values of From and Subject in the first forwarded mail quoted in a text, None for neither."""
    bare = [_MARKS.sub("", line[:_MAX_LINE]).lstrip("> \t").strip() for line in text.split("\n")]
    for index, line in enumerate(bare):
        if line and _starts_quoted_mail(bare, index):
            fields = [_FIELD.fullmatch(entry) for entry in bare[index : index + 2 * _BLOCK_SPAN]]
            sender = next((found["value"] for found in fields if found and found["from"]), None)
            subject = next((found["value"] for found in fields if found and found["subject"]), None)
            return sender, subject
    return None, None


def unflow(text: str, *, delete_space: bool) -> str:
    """Text of format=flowed with its soft line breaks taken out (RFC 3676 section 4)."""
    out: list[list[str]] = []  # pieces of paragraphs
    flowing: int | None = None  # quote depth of an unfinished paragraph
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        signature = content == "-- "
        soft = content.endswith(" ") and not signature
        piece = content[:-1] if soft and delete_space else content
        if flowing == depth and not signature:
            out[-1].append(piece)
        else:
            out.append([">" * depth + (" " if depth else ""), piece])
        flowing = depth if soft else None
    return "\n".join("".join(pieces) for pieces in out)
