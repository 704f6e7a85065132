"""How intake is, for admins: mailboxes, letters, alarms, what comes next; and its mailboxes reconciled."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from intake import app
from intake.domain import phrases
from intake.domain.model import Mailbox
from intake.services import alarms, upkeep
from intake.services.desk import Desk
from intake.services.reconcile import Reconciled, reconcile
from intake.web.alarm_words import ADVICE, PLACES, TITLES
from intake.web.background import Work, begin
from intake.web.pages import number, page
from intake.web.routes import Page, get, post
from intake.web.tray import tray
from intake.web.visit import NotThere, Visit

_WORK: Final = "reconcile"
_LONGEST: Final = 4 * 3600.0  # seconds: between two mailboxes it is seen to


def health(visit: Visit) -> Response:
    """How all of it is."""
    return page(
        visit,
        "health.html",
        health=upkeep.health(visit.desk),
        titles={code: visit.say(words) for code, words in TITLES.items()},
        advice={code: visit.say(words) for code, words in ADVICE.items()},
        alarm_places=PLACES,
        ago=partial(_ago, visit),
        kept=letters_kept(visit),
        disks={"storage": visit.say("the storage"), "database": visit.say("the database")},
        room=partial(_room, visit),
    )


def letters_kept(visit: Visit) -> Mapping[str, str]:
    """What letters that have not surely arrived are called."""
    return {
        "pending": visit.say("waiting"),
        "held": visit.say("held for a person"),
        "failed": visit.say("refused"),
        "unknown": visit.say("of unknown fate"),
        "bounced": visit.say("came back"),
    }


def _ago(visit: Visit, when: Any) -> str:
    """How long ago something was: `3 minutes`, "just now" where it is less than a minute."""
    minutes = int((visit.desk.now() - when).total_seconds() // 60)
    if minutes < 1:
        return visit.say("just now")
    return visit.say("%(time)s ago", time=phrases.lasting(minutes, visit.language))


def _room(visit: Visit, count: int) -> str:
    """So many bytes of a disk."""
    return visit.say("%(number)s GB", number=number(visit.language, round(count / 1024**3, 1)))


# --- reconciling -------------------------------------------------------------


def comparison(visit: Visit) -> Response:
    """What was found when each mailbox was last held against its server."""
    work = _running(visit)
    return page(
        visit,
        "reconcile.html",
        boxes=upkeep.boxes(visit.desk),
        running=work,
        ended=next((each for each in reversed(_works(visit)) if each.done.is_set()), None),
    )


def reconcile_now(visit: Visit) -> Response:
    """Begin to hold the mailboxes against their servers: all, or one."""
    mailboxes, name = visit.desk.settings.mailboxes, visit.text("mailbox")
    if name and name not in mailboxes:
        raise NotThere
    chosen = [mailboxes[name]] if name else list(mailboxes.values())
    begin(visit, _WORK, partial(_reconcile, visit.desk, chosen), seconds=_LONGEST)
    return visit.go("/reconcile")


def _reconcile(desk: Desk, mailboxes: list[Mailbox], work: Work) -> list[tuple[str, Reconciled]]:
    """Hold mailboxes against their servers; other processes know meanwhile that we live."""
    found: list[tuple[str, Reconciled]] = []
    with app.at_work(desk):
        for mailbox in mailboxes:
            if desk.stopping.is_set():
                break
            work.look()
            work.progress = mailbox.name
            found.append((mailbox.name, reconcile(desk, mailbox)))
        alarms.watch(desk)  # what was noticed is noted, for everybody
    return found


def _works(visit: Visit) -> list[Work]:
    return [each for each in tray(visit).of_kind(Work) if each.name == _WORK]


def _running(visit: Visit) -> Work | None:
    return next((each for each in _works(visit) if not each.done.is_set()), None)


PAGES: tuple[Page, ...] = (
    get("/health", health, "admin"),
    get("/reconcile", comparison, "admin"),
    post("/reconcile", reconcile_now, "admin"),
)
