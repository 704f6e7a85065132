"""A fortnight, played with a clock of ours on real servers: what digests, reminders and reports must say."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from rigs import fortnight
from rigs.clock import Clock
from rigs.fortnight import BEGIN, DAY, END, PLACES, Candidate, Place
from rigs.office import Office, Sent

from intake.domain.letter import DigestFacts
from intake.duties import Duties
from intake.services import digest as digests
from intake.services.poll import poll

pytestmark = pytest.mark.timeout(900)

PEOPLE = fortnight.candidates()
STEPS = fortnight.steps()
LANGUAGES = {"projet": "fr", "compta": "en", "juriste": "ar"}


TEMPLATES = Path(__file__).parents[1] / "templates"


def heading(status: str, language: str) -> str:
    """What stands above the dossiers in a status in a digest."""
    words = (TEMPLATES / "_frame" / f"digest.{language}.words").read_text(encoding="utf-8")
    found = re.search(rf"{{% macro {status}\(\) %}}(.+?){{% endmacro %}}", words)
    assert found is not None
    return found[1]


class Engine:
    """An engine that makes nothing run by itself."""

    def letters_due(self) -> None:
        """Nothing: the outbox is sent at each step."""

    def changed(self, before: object) -> None:
        """Nothing is changed."""


@dataclass(kw_only=True)
class Played:
    """The fortnight as it was: every letter, and every digest's facts by its recruiter."""

    office: Office
    letters: list[Sent] = field(default_factory=list)
    digests: dict[str, list[tuple[datetime, DigestFacts]]] = field(default_factory=lambda: defaultdict(list))

    def to(self, address: str) -> list[Sent]:
        """The letters to an address."""
        return [sent for sent in self.letters if sent.recipients == (address,)]


def play(office: Office) -> Played:
    """Play it: mail arrives, and at each step intake does what `intake run` does by itself."""
    _configure(office)
    arrivals = sorted(((a, c) for c in PEOPLE for a in c.arrivals), key=lambda pair: pair[0].at)
    done = Played(office=office)
    clock = Clock(BEGIN)
    with office.desk(clock) as desk:
        duties = Duties(desk, Engine())
        for step in STEPS:
            while arrivals and arrivals[0][0].at < step:
                arrival, _ = arrivals.pop(0)
                user = office.user if arrival.mailbox == "jobs" else f"{office.user}-droit"
                office.dovecot.append(user, arrival.raw, arrival.at)
            clock.time = step
            for mailbox in desk.settings.mailboxes.values():
                assert poll(desk, mailbox).error is None
            clock.go(timedelta(seconds=1))
            for duty in duties.periodic:
                if duty.name in ("digest", "closing", "reminders"):
                    duty.body()
            duties.deliver()
            if step in {at for place in PLACES for at in fortnight.told_days(place)}:
                for each in digests.digest(desk, step.date(), dry_run=True):
                    done.digests[each.recruiter].append((step, each.facts))
    done.letters = office.letters
    return done


def _configure(office: Office) -> None:
    boxes = {
        "jobs": office.mailbox(since="2026-04-01"),
        "droit": office.mailbox(f"{office.user}-droit", address="droit@example.org", since="2026-04-01"),
    }
    office.configure(boxes, limits={"address": "100/day", "mailbox": "5000/hour", "overall": "9000/hour"})
    (office.config / "postings" / "omp.yaml").unlink()
    every = {"projet": {}, "compta": {"quiet_days": ["sat", "sun"]}, "juriste": {"every": "mon"}}
    for place in PLACES:
        office.posting(
            place.id,
            title=f"Titre {place.id}",
            mailbox=place.mailbox,
            subject=place.subject,
            language=LANGUAGES[place.id],
            documents=["cv", "letter"],
            deadline=place.deadline.isoformat(),
            recruiters=[place.recruiter],
            reference=place.prefix,
            digest=every[place.id] or None,
            reminder=f"{place.reminder // DAY}d" if place.reminder else None,
        )


def windows(place: Place) -> list[tuple[datetime, datetime]]:
    """From when until when each digest of a posting tells; the first one's begin lies before all mail."""
    days = fortnight.told_days(place)
    return list(zip([BEGIN - 7 * DAY, *days[:-1]], days, strict=True))


def check_each_digest_counts_what_came_and_what_stands(played: Played, place: Place) -> None:
    told = dict(played.digests[place.recruiter])
    for since, until in windows(place):
        posting = {each.id: each for each in told[until].postings}.get(place.id)
        expected = fortnight.counts(PEOPLE, place, until)
        fresh = fortnight.new(PEOPLE, place, since, until)
        if posting is None:  # nothing to say of it
            assert fresh == 0, until
            continue
        said = {name: getattr(posting, name) for name in expected}
        assert (said, posting.new) == (expected, fresh), until


def check_each_digest_that_was_sent_lists_as_many(played: Played, place: Place) -> None:
    """The words of the mail itself, not the facts behind it."""
    sent = {
        parsedate_to_datetime(letter.mail["Date"]).date(): letter.text
        for letter in played.to(place.recruiter)
        if not _encloses(letter, ".pdf")
    }
    assert len(sent) >= 2
    for _, until in windows(place):
        text = sent.get(until.date())
        if text is None:
            continue
        expected = fortnight.counts(PEOPLE, place, until)
        for status in ("incomplete", "late", "review"):
            found = re.search(rf"{heading(status, LANGUAGES[place.id])} \((\d+)\)", text)
            assert int(found[1] if found else 0) == expected[status], (until, status)


def check_what_the_digests_call_new_adds_up_to_the_ledger(played: Played, place: Place) -> None:
    last = fortnight.told_days(place)[-1]
    told = sum(
        posting.new
        for _, facts in played.digests[place.recruiter]
        for posting in facts.postings
        if posting.id == place.id
    )
    filed = [
        row
        for row in played.office.applications("--posting", place.id)
        if datetime.fromisoformat(row["received_at"]) < last
    ]
    assert told == len(filed) > 50


def check_every_dossier_ends_as_it_must(played: Played) -> None:
    expected = {
        (person.place.id, person.email): person.status(END) for person in PEOPLE if person.status(END)
    }
    found = {
        (row["posting"], row["candidate"]["email"]): row["status"] for row in played.office.applications()
    }
    assert found == expected


def check_every_mail_has_one_outcome(played: Played) -> None:
    outcomes = Counter(row["outcome"] for row in played.office.messages())
    arrivals = [a for person in PEOPLE for a in person.arrivals if a.at < STEPS[-1]]
    assert outcomes.total() == len(arrivals)
    assert outcomes["unmatched"] == sum(a.status is None for a in arrivals)
    assert outcomes["application"] == len(played.office.applications())


def check_a_digest_comes_on_its_days_and_once(played: Played) -> None:
    for place in PLACES:
        rows = played.office.sql(
            "SELECT day FROM letter WHERE kind = 'digest' AND recruiter = :who ORDER BY day",
            who=place.recruiter,
        )
        days = [str(row.day) for row in rows]
        due = [at.date().isoformat() for at in fortnight.told_days(place)]
        assert len(days) == len(set(days))
        assert set(days) <= set(due)
        busy = [
            until.date().isoformat()
            for since, until in windows(place)
            if fortnight.new(PEOPLE, place, since, until)
        ]
        assert set(busy) <= set(days)


def check_who_lacks_something_is_reminded_once_and_nobody_else(played: Played) -> None:
    found = Counter(
        row["candidate"]["email"]
        for row in played.office.applications()
        for letter in row["acknowledgements"]
        if letter["kind"] == "reminder"
    )
    assert dict(found) == dict.fromkeys(fortnight.reminded(PEOPLE, STEPS), 1)
    assert len(found) > 5


def check_one_closing_report_records_what_came_in_time(played: Played, place: Place) -> None:
    ids = played.office.sql(
        "SELECT count(*) AS n FROM letter WHERE kind = 'closing' AND recipient = :who", who=place.recruiter
    )
    assert ids[0].n == 1
    at = place.deadline + 16 * fortnight.MINUTE
    said = json.loads(_note_of(played, place))
    expected = fortnight.counts(PEOPLE, place, at)
    assert said == {"complete": expected["complete"], "late": expected["late"]}


def _note_of(played: Played, place: Place) -> str:
    """What the subject of a closing report counts, as JSON."""
    (report,) = [sent for sent in played.to(place.recruiter) if _encloses(sent, ".pdf")]
    numbers = [int(word.strip(",،")) for word in report.subject.split() if word.strip(",،").isdigit()]
    complete, late = (*numbers, 0)[:2]
    return json.dumps({"complete": complete, "late": late})


def _encloses(sent: Sent, ending: str) -> bool:
    return any((part.get_filename() or "").endswith(ending) for part in sent.mail.iter_attachments())


def check_no_recruiter_is_told_of_anothers_posting(played: Played) -> None:
    for place in PLACES:
        foreign = {person.email for person in PEOPLE if person.place is not place and person.applied_at}
        prefixes = {other.prefix for other in PLACES if other is not place}
        for sent in played.to(place.recruiter):
            words = _everything(sent)
            assert not [prefix for prefix in prefixes if f"{prefix}-2026-" in words], sent.subject
            told = {email for email in foreign if email in words}
            shared = {email for email in told if _wrote_to(email, place.mailbox)}
            assert told == shared, sent.subject


def _wrote_to(email: str, mailbox: str) -> bool:
    """Whether a candidate's mail that no posting claims lies in that mailbox, which recruiters share."""
    (person,) = [each for each in PEOPLE if each.email == email]
    return any(a.status is None and a.mailbox == mailbox for a in person.arrivals)


def _everything(sent: Sent) -> str:
    """All the words of a mail, and of the spreadsheet in it."""
    import io
    import zipfile

    found = [sent.subject]
    for part in sent.mail.walk():
        if part.get_content_maintype() == "text":
            found.append(part.get_content())
        elif (part.get_filename() or "").endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(_payload(part))) as book:
                found += [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
    return " ".join(found)


def _payload(part: Any) -> bytes:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data


def check_every_candidate_heard_at_most_once_for_each_mail(played: Played) -> None:
    for person in PEOPLE:
        letters = played.to(person.email)
        answered = [a for a in person.arrivals if a.answered]
        reminders = person.email in fortnight.reminded(PEOPLE, STEPS)
        assert len(letters) <= len(answered) + reminders, person.email
        assert letters or not answered, person.email


def test_the_fortnight_holds_every_sort_of_candidate() -> None:
    ends: Counter[str] = Counter(str(person.status(END)) for person in PEOPLE)
    assert {"complete", "incomplete", "late", "review", "withdrawn", "None"} <= ends.keys()
    assert min(ends.values()) >= 3, ends


def test_the_plans_are_the_same_each_time() -> None:
    again: tuple[Candidate, ...] = fortnight.candidates()
    assert again == PEOPLE


OF_ALL: tuple[Callable[[Played], None], ...] = (
    check_every_dossier_ends_as_it_must,
    check_every_mail_has_one_outcome,
    check_a_digest_comes_on_its_days_and_once,
    check_who_lacks_something_is_reminded_once_and_nobody_else,
    check_no_recruiter_is_told_of_anothers_posting,
    check_every_candidate_heard_at_most_once_for_each_mail,
)
OF_EACH: tuple[Callable[[Played, Place], None], ...] = (
    check_each_digest_counts_what_came_and_what_stands,
    check_each_digest_that_was_sent_lists_as_many,
    check_what_the_digests_call_new_adds_up_to_the_ledger,
    check_one_closing_report_records_what_came_in_time,
)


def test_a_fortnight_of_three_postings_and_300_candidates(office: Office, subtests: pytest.Subtests) -> None:
    """Played once, for it takes a minute; looked at from every side."""
    played = play(office)
    for look in OF_ALL:
        with subtests.test(look.__name__):
            look(played)
    for check in OF_EACH:
        for place in PLACES:
            with subtests.test(check.__name__, posting=place.id):
                check(played, place)
