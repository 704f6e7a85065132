from __future__ import annotations
from datetime import UTC, datetime, timedelta
from typing import Any
import pytest
from builders.mails import mail
from builders import documents
from rigs.office import AFTER, CV, DEADLINE, FULL, IN_TIME, LETTER, REFERENCES, SALMA, SUBJECT, Office
from intake.services import letters as L, reminders, requests
from intake.services.deliver import deliver
from intake.services.poll import poll
from intake.services.settle import settle

MIN = timedelta(minutes=1); HOUR = timedelta(hours=1); DAY = timedelta(days=1)
W = "Bonjour,\n\nJe souhaite retirer ma candidature.\n\nCordialement,\nSalma Berrada\n"

def outbox(office): return [(e["kind"], e["state"]) for e in office.run("outbox", "--all", "--json").json]

def test_quiet_letter_over_the_cutoff(office):
    office.configure(quiet="10m")
    office.apply([CV, LETTER], DEADLINE - 3*MIN)
    office.poll_at(DEADLINE - 2*MIN)
    _, d = office.poll_at(DEADLINE + 9*MIN)
    print(d, outbox(office)); print(office.letters[-1].text)
    assert 0

def test_undo_withdrawal_after_cutoff(office):
    office.apply(FULL, IN_TIME); office.poll_at(IN_TIME+HOUR)
    office.receive(mail(text=W, subject=f"Re: {SUBJECT}"), AFTER); office.poll_at(AFTER+HOUR)
    print(office.letters[-1].text)
    with office.desk(lambda: AFTER+2*HOUR) as desk:
        print(settle(desk, "OMP-2026-0001", "undo")); deliver(desk)
    print(outbox(office)); print(office.letters[-1].text)
    print(office.application()["status"], office.application()["reason"])
    assert 0

def test_grace_late_minutes(office):
    office.posting(grace="10m")
    office.apply([CV, LETTER], DEADLINE + 5*MIN); office.poll_at(DEADLINE+6*MIN)
    print(office.letters[-1].text)
    office.apply([REFERENCES], DEADLINE + 30*MIN, subject=f"Re: {SUBJECT}", text="suite"); office.poll_at(DEADLINE+31*MIN)
    print(office.application()["status"], office.application()["reason"]); print(office.letters[-1].text)
    assert 0

def test_late_refuse_completed(office):
    office.posting(late="refuse")
    office.apply([CV, LETTER], AFTER); office.poll_at(AFTER+MIN)
    print(office.letters[-1].text)
    office.apply([REFERENCES], AFTER + 30*MIN, subject=f"Re: {SUBJECT}", text="suite"); office.poll_at(AFTER+31*MIN)
    print(outbox(office)); print(office.application()["status"], office.application()["reason"]); print(office.letters[-1].text)
    office.receive(mail(text=W, subject=f"Re: {SUBJECT}"), AFTER+HOUR); office.poll_at(AFTER+HOUR)
    print(outbox(office)); print(office.letters[-1].text)
    assert 0

def test_short_reminder_deferred(office):
    office.posting(reminder="1h")
    office.apply([CV, LETTER], DEADLINE - 5*HOUR); office.poll_at(DEADLINE-5*HOUR)
    with office.desk(lambda: DEADLINE-31*MIN) as desk:
        print(reminders.send(desk))
    with office.desk(lambda: DEADLINE+1*MIN) as desk:
        print(deliver(desk))
    print(outbox(office)); print(office.letters[-1].text)
    assert 0

@pytest.mark.parametrize("r", ["10m", "15m", "20m"])
def test_tiny_reminder_deferred(office, r):
    office.posting(reminder=r)
    office.apply([CV, LETTER], DEADLINE - 5*HOUR); office.poll_at(DEADLINE-5*HOUR)
    with office.desk(lambda: DEADLINE-8*MIN) as desk:
        print(reminders.send(desk))
    with office.desk(lambda: DEADLINE+1*MIN) as desk:
        print(deliver(desk))
    print(outbox(office)); print(office.letters[-1].text)
    assert 0
