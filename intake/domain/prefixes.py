"""What mail programs and gateways put before a subject: Re, Fwd, TR, رد, [EXTERNAL], our references."""

from __future__ import annotations

import re

from intake.domain.wording import fold, folded

_PREFIXES = folded(
    "re|rép|reply|aw|antw|antwort|sv|vs|vá|odp|r|rif|res|resp|rsp|ynt|ats|bls|hl|απ|σχετ|ответ|отв|השב"
    "|رد|الرد|رد على|回复|回覆|答复|答覆|返信|답장|회신"
    "|fwd|fw|forward|forwarded|tr|trans|transfert|transféré|rv|renv|reenv|wg|vb|vl|vid|pd|i|enc|ilt|trs"
    "|doorst|tov|továbbítás|fs|πρθ|пересл|переслано|הועבר"
    "|إعادة توجيه|تحويل|معاد توجيهه|转发|轉發|轉寄|転送|전달"
    "|external|externe|spam",
)
_BLANK = r"[\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]*"
_PREFIX = re.compile(
    _BLANK
    + r"(?P<word>[^\W\d_](?:[^\W\d_]|\s(?=\w)){0,15}?)\s*(?:[\[(]\d{1,3}[\])]|[\^*]?\d{1,3})?\s*[:\uff1a]",
)
_TAG = re.compile(
    _BLANK
    + r"""(?:
      \[\s*(?:ext|external|externe?|externo|(?:external|externe)\s(?:e-?mail|sender)|caution|bulk|suspect
             |(?:suspected\s|possible\s)?(?:spam|phishing)\??)\s*\]\s*:?
    | [*]{2,}\s*(?:spam|bulk|external|suspected\sspam)\s*[*]{2,}
    | \{\s*(?:spam|disarmed)\??\s*\}
    | \[[A-Z][A-Z0-9]*(?:-[A-Z0-9]+){0,8}-\d{4}-\d{4,}\]   # our references
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def strip_prefixes(subject: str) -> str:
    """Take reply and forward prefixes, gateways' tags and our own references off the front."""
    start = 0
    while True:
        tag = _TAG.match(subject, start)
        prefix = _PREFIX.match(subject, start)
        if tag:
            start = tag.end()
        elif prefix and " ".join(fold(prefix["word"]).split()) in _PREFIXES:
            start = prefix.end()
        else:
            return re.sub(rf"\A{_BLANK}", "", subject[start:]).rstrip()
