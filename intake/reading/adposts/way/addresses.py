"""The addresses that an ad wants applications sent to."""

from __future__ import annotations

from typing import Final

from intake.domain.draft import Caution
from intake.reading.adposts.ad import Ad
from intake.reading.adposts.found import Found
from intake.reading.adposts.way.mailmarks import Mark, find_marks, hidden_addresses, is_trap
from intake.reading.adposts.way.roles import Role, role_of
from intake.reading.adposts.way.ways import Ways, find_ways

_MOST: Final = 4  # addresses that one ad may want applications at


def find_addresses(ad: Ad) -> Found[tuple[str, ...]]:
    """Find the addresses for applications, lower case, in the ad's order."""
    marks = roles(ad)
    chosen = [mark for mark, role in marks if role == "apply"]
    cautions: list[Caution] = []
    ways = find_ways(ad) if not chosen else None
    if ways:
        chosen, cautions = _left(ad, marks, ways)
    value = tuple(dict.fromkeys(mark.address for mark in chosen))
    cautions += _cautions(ad, marks, chosen, value)
    asked = _others(marks, "inquiry", value) if value else ""
    if asked:
        text = f"The ad gives {asked} for questions only: no applications go there."
        cautions.append(Caution(code="inquiry_only_address", text=text, note=True))
    if ways and not value:
        cautions += _none(ad, marks, ways)
    return Found(value=value, span=_span(ad, chosen), cautions=tuple(cautions))


def roles(ad: Ad) -> tuple[tuple[Mark, Role | None], ...]:
    """Give every address of an ad with what it is for."""
    found: list[tuple[Mark, Role | None]] = []
    for mark in find_marks(ad):
        found.append((mark, role_of(ad, mark, tuple(found))))
    return tuple(found)


def _left(
    ad: Ad, marks: tuple[tuple[Mark, Role | None], ...], ways: Ways
) -> tuple[list[Mark], list[Caution]]:
    """Choose where no address is said to be for applications: one that nothing speaks against."""
    if ways.elsewhere and not ways.email:
        return [], []
    free = [mark for mark, role in marks if role is None]
    names = list(dict.fromkeys(mark.address for mark in free))
    doubt = len(names) > 1 or not ways.email
    if not names and ways.email:
        free = [mark for mark, role in marks if role == "inquiry"]
        names = list(dict.fromkeys(mark.address for mark in free))
        doubt = True
    if not names:
        return [], []
    if len(names) > 1:  # the one that stands nearest behind the instructions
        best = min(free, key=lambda mark: min((abs(mark.span[0] - at) for at in ways.asked), default=0))
        sentence = ad.sentence_at(best.span[0])
        free = [m for m in free if m.address == best.address or sentence[0] <= m.span[0] < sentence[1]]
    text = (
        f"The ad does not say that {free[0].address} is for applications: look whether it is, or write the "
        "right address."
    )
    return free, [Caution(code="address_uncertain", text=text)] if doubt else []


def _cautions(
    ad: Ad, marks: tuple[tuple[Mark, Role | None], ...], chosen: list[Mark], value: tuple[str, ...]
) -> list[Caution]:
    found = []
    if len(value) > 1:
        text = (
            f"The ad gives several addresses for applications ({', '.join(value[:_MOST])}): choose the "
            "mailbox that is watched, and forward the others to it."
        )
        found.append(Caution(code="multiple_addresses", text=text))
    copies = _others(marks, "copy", value)
    if copies:
        text = f"The ad asks for a copy to {copies}: the copy changes nothing for the posting."
        found.append(Caution(code="cc_address", text=text, note=True))
    if any(mark.masked for mark in chosen):
        text = (
            f"The ad masks the address ({ad.quote(chosen[0].span).text}): look whether {value[0]} is meant."
        )
        found.append(Caution(code="address_masked", text=text, note=True))
    if any(is_trap(mark.address) for mark in chosen):
        text = f"The address {value[0]} holds words against robots: take them out."
        found.append(Caution(code="address_masked", text=text))
    return found


def _none(ad: Ad, marks: tuple[tuple[Mark, Role | None], ...], ways: Ways) -> list[Caution]:
    """Say what stands in the place of an address."""
    found = []
    hidden = hidden_addresses(ad)
    asked = _others(marks, "inquiry", ()) or _others(marks, "referee", ())
    if hidden:
        words = ad.quote(hidden[0]).text
        text = f"An address was hidden by the site of the ad (“{words}”): look it up on the page."
        found.append(Caution(code="address_masked", text=text))
    if asked:
        text = f"The ad gives {asked} for questions only, and no address for applications: ask for it."
        found.append(Caution(code="inquiry_only_address", text=text, note=ways.elsewhere is not None))
    if not hidden and (ways.email or ways.asked):
        text = "The ad gives no address to send applications to: ask for it, and name the mailbox."
        elsewhere = not ways.mailed and bool(ways.elsewhere or ways.other)
        found.append(Caution(code="no_address", text=text, note=elsewhere))
    return found


def _others(marks: tuple[tuple[Mark, Role | None], ...], role: Role, but: tuple[str, ...]) -> str:
    names = dict.fromkeys(mark.address for mark, each in marks if each == role and mark.address not in but)
    return ", ".join(list(names)[:_MOST])


def _span(ad: Ad, chosen: list[Mark]) -> tuple[int, int] | None:
    return ad.sentence_at(chosen[0].span[0]) if chosen else None
