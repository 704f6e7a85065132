"""A job ad, read: every field by its reader, and the cautions that only all of them together give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from intake.domain.draft import Caution, Draft, DraftField, Quote
from intake.reading.adposts.ad import Ad
from intake.reading.adposts.found import Found
from intake.reading.adposts.papers.asked import find_documents
from intake.reading.adposts.post.title import find_organisation, find_title
from intake.reading.adposts.subject.subject import find_subject
from intake.reading.adposts.tongue import find_language
from intake.reading.adposts.way.addresses import find_addresses
from intake.reading.adposts.way.channel import find_channel
from intake.reading.adposts.when.deadline import find_deadline, find_zone
from intake.reading.adposts.when.mission import mission_cautions


def read_ad(pages: Sequence[str], *, today: date | None = None) -> Draft:
    """Read the pages of an ad. Without `today` nothing is said of what is over."""
    ad = Ad(pages)
    addresses = find_addresses(ad)
    deadline = find_deadline(ad, today=today)
    title = find_title(ad)
    found: dict[DraftField, Found[Any]] = {
        "title": title,
        "organisation": find_organisation(ad, title.span),
        "addresses": addresses,
        "subject": find_subject(ad),
        "documents": find_documents(ad),
        "deadline": deadline,
        "timezone": find_zone(ad, deadline),
        "language": find_language(ad),
        "channel": find_channel(ad, addresses.value),
    }
    cautions = [caution for each in found.values() for caution in each.cautions]
    cautions += [*mission_cautions(ad), *_of_subject(ad, found)]
    return Draft(
        **{name: each.value for name, each in found.items()},
        quotes=_quotes(ad, found),
        cautions=tuple({caution.code: caution for caution in reversed(cautions)}.values())[::-1],
    )


def _quotes(ad: Ad, found: dict[DraftField, Found[Any]]) -> dict[DraftField, Quote]:
    return {name: ad.quote(each.span) for name, each in found.items() if each.span is not None}


def _of_subject(ad: Ad, found: dict[DraftField, Found[Any]]) -> list[Caution]:
    """Say where the subject is to be chosen, which tells a posting's mails, and where the ad has braces."""
    subject = found["subject"]
    if subject.value is None and found["channel"].value in ("email", "mixed"):
        text = (
            "The ad prescribes no subject for the mail: intake knows the mails of a posting by it. Choose "
            "one, put it into the ad, and write it under `subject`."
        )
        return [Caution(code="no_subject", text=text)]
    if subject.span is not None and re.search(r"[{}]", ad.text[slice(*subject.span)]):
        text = "The ad's own subject holds braces; in a rule they stand for {name}, {title}, {any}. Check it."
        return [Caution(code="subject_uncertain", text=text)]
    return []
