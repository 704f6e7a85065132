"""How an ad wants applications: by e-mail, a form, the post, several of them, or it does not say."""

from __future__ import annotations

from intake.domain.draft import Caution, Channel
from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.found import Found
from intake.reading.adposts.subject.subject import find_subject
from intake.reading.adposts.way.mailmarks import hidden_addresses
from intake.reading.adposts.way.way_words import SENT_HERE
from intake.reading.adposts.way.ways import Ways, find_ways

_TEXTS = {
    "form_channel": "The ad asks for applications by a form or a portal (“{}”): the bot reads mail only.",
    "post_channel": "The ad asks for applications on paper (“{}”): the bot reads mail only.",
    "mixed_channel": "The ad takes applications in another way, too (“{}”): those that come so are not seen.",
    "other_channel": "The ad takes applications in a way that the bot does not see (“{}”).",
}


def find_channel(ad: Ad, addresses: tuple[str, ...]) -> Found[Channel]:
    """Find the channel, given the addresses for applications."""
    ways = find_ways(ad)
    value, span = _chosen(ways, mail=bool(addresses) or _mail_without_address(ad, ways))
    cautions = []
    code = f"{value}_channel"
    if code in _TEXTS and span is not None:
        cautions.append(Caution(code=code, text=_TEXTS[code].format(ad.quote(span).text)))
    if ways.other is not None:
        text = _TEXTS["other_channel"].format(ad.quote(ways.other).text)
        cautions.append(Caution(code="other_channel", text=text, note=value != "none"))
    elif value == "none":
        text = "The ad does not say how to apply: ask, and give an address and the documents."
        cautions.append(Caution(code="no_instructions", text=text))
    return Found(value=value, span=span, cautions=tuple(cautions))


def _mail_without_address(ad: Ad, ways: Ways) -> bool:
    """Whether the ad wants mail although no address was found: a site hid it, or it was forgotten."""
    hidden = hidden_addresses(ad)
    if any(SENT_HERE.search(ad.folded, max(0, span[0] - 160), span[0]) for span in hidden):
        return True
    if hidden:
        return ways.email is not None or (bool(ways.asked) and ways.elsewhere is None)
    if ways.elsewhere is None:
        return ways.email is not None or ways.mailed
    return ways.mailed or (not (ways.form or ways.post) and find_subject(ad).value is not None)


def _chosen(ways: Ways, *, mail: bool) -> tuple[Channel, Span | None]:
    others: list[tuple[Channel, Span]] = []
    form = ways.form or (None if mail else ways.page)
    if form:
        others.append(("form", form))
    if ways.post:
        others.append(("post", ways.post))
    if mail:
        return ("mixed", others[0][1]) if others else ("email", ways.email)
    if len(others) > 1:
        return "mixed", others[0][1]
    return others[0] if others else ("none", None)
