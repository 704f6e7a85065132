"""Letters to recruiters and admins lead to the console where the configuration says how it is reached."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from rigs.mailhtml import faults
from rigs.office import DEADLINE, FULL, IN_TIME, Office, Sent

from intake.adapters.letters import Letters
from intake.domain import samples
from intake.domain.model import LANGUAGES
from intake.services import alarms, at_once, closing
from intake.services.deliver import deliver
from intake.services.digest import digest

CONSOLE = "https://intake.example.org"
EAGER = {"address": "direction@example.org", "gets": ["digest", "exceptions", "closing"]}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LETTERS = Letters(None)


@pytest.fixture(params=[CONSOLE, None], ids=["console", "none"])
def told(office: Office, request: pytest.FixtureRequest) -> Office:
    """An office with and without a console that can be reached."""
    office.configure(web={"url": request.param} if request.param else None)
    office.posting(recruiters=[EAGER])
    office.address = request.param  # type: ignore[attr-defined]
    return office


def html_of(sent: Sent) -> str:
    """The HTML of a letter."""
    part = sent.mail.get_body(("html",))
    assert part is not None
    html: str = part.get_content()
    return html


def led_to(office: Office) -> set[str]:
    """Where the letters to the recruiters and admins lead, in the order of the alphabet."""
    ours = {"direction@example.org", "admin@example.org"}
    sent = [each for each in office.letters if ours & {*each.recipients}]
    assert sent
    for each in sent:
        assert (f"{CONSOLE}/" in each.text) == bool(office.address)  # type: ignore[attr-defined]
    return {link for each in sent for link in re.findall(r'href="(http[^"]*)"', html_of(each))}


def expected(office: Office, *paths: str) -> set[str]:
    """Those pages, if there is a console."""
    return {CONSOLE + path for path in paths} if office.address else set()  # type: ignore[attr-defined]


def test_a_digest_leads_to_its_dossiers_and_mails(told: Office) -> None:
    told.apply(FULL[:2], sender="salma@example.com")
    told.apply((), subject="Question", sender="question@example.com")
    told.poll_at(IN_TIME + MINUTE)
    (mail,) = [row["id"] for row in told.messages() if row["outcome"] == "unmatched"]
    with told.desk(lambda: IN_TIME + DAY) as desk:
        digest(desk, (IN_TIME + DAY).date())
        deliver(desk)
    pages = expected(told, "/", "/applications/OMP-2026-0001", f"/messages/{mail}")
    assert led_to(told) == pages


def test_what_is_told_at_once_leads_to_its_dossier(told: Office) -> None:
    told.apply(FULL, when=DEADLINE + HOUR)
    told.poll_at(DEADLINE + HOUR + MINUTE)
    with told.desk(lambda: DEADLINE + HOUR + MINUTE) as desk:
        at_once.tell(desk)
        deliver(desk)
    assert led_to(told) == expected(told, "/", "/applications/OMP-2026-0001")


def test_a_closing_report_leads_to_its_posting(told: Office) -> None:
    told.poll_at(IN_TIME)
    told.apply()
    told.poll_at(DEADLINE + 20 * MINUTE)
    with told.desk(lambda: DEADLINE + 21 * MINUTE) as desk:
        closing.close(desk)
        deliver(desk)
    assert led_to(told) == expected(told, "/postings/omp")


def test_an_alarm_leads_to_what_is_wrong(told: Office) -> None:
    told.poll_at(IN_TIME)
    with told.desk(lambda: IN_TIME + 6 * DAY) as desk:
        alarms.watch(desk)
        deliver(desk)
    assert led_to(told) == expected(told, "/health")


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_that_lead_to_the_console_are_html_that_mail_clients_show(language: str) -> None:
    for report in samples.closings(language):
        assert faults(LETTERS.render_closing(report).html, links=report.console is not None) == []
    for alarm in samples.alarms(language):
        assert faults(LETTERS.render_alarm(alarm).html, links=alarm.console is not None) == []
