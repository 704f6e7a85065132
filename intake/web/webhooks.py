"""Webhooks: whom intake tells of new and changed applications, and how that went."""

from __future__ import annotations

from starlette.responses import Response

from intake.services import webhooks
from intake.store import webhooks as store
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_LAST = 10  # calls that are shown of each
_STATUS_MOST = 3  # digits


def overview(visit: Visit) -> Response:
    """Every webhook, with its last calls."""
    return _page(visit)


def add(visit: Visit) -> Response:
    """Add one, and show its secret this once."""
    url = visit.text("url")
    fault = webhooks.fault_in(url)
    if fault:
        return _page(visit, 422, url=url, wrong=_why(visit, fault))
    with visit.desk.database.read() as tx:
        full = len(store.listing(tx)) >= webhooks.MOST
    if full:
        said = visit.say("There are %(most)s webhooks already. Remove one first.", most=webhooks.MOST)
        return _page(visit, 422, url=url, wrong=said)
    new, secret = webhooks.add(visit.desk, visit.user, url)
    return _page(visit, made=new, secret=secret)


def switch_on(visit: Visit) -> Response:
    """Let it be called again."""
    return _done(visit, webhooks.switch(visit.desk, _id(visit), on=True), visit.say("It is called again."))


def switch_off(visit: Visit) -> Response:
    """Let it not be called for now."""
    said = visit.say("It is not called any more, until you switch it on again.")
    return _done(visit, webhooks.switch(visit.desk, _id(visit), on=False), said)


def remove(visit: Visit) -> Response:
    """Remove it."""
    return _done(visit, webhooks.remove(visit.desk, _id(visit)), visit.say("The webhook is removed."))


def trial(visit: Visit) -> Response:
    """Call it now, with nothing to tell."""
    answer = webhooks.trial(visit.desk, _id(visit))
    if answer is None:
        raise NotThere
    return visit.go("/webhooks", said=visit.say("The trial: %(answer)s", answer=told(visit, answer)))


def told(visit: Visit, answer: str) -> str:
    """How a call ended, in words."""
    if answer.isdigit() and len(answer) <= _STATUS_MOST:
        if answer.startswith("2"):
            return visit.say("taken (status %(status)s).", status=answer)
        if answer.startswith("3"):
            return visit.say(
                "it leads elsewhere (status %(status)s): write the address that it leads to.", status=answer
            )
        return visit.say("refused (status %(status)s).", status=answer)
    return {
        "unresolved": visit.say("no computer has that name."),
        "forbidden": visit.say("the name leads into a network: such addresses are not called."),
        "certificate": visit.say("its certificate does not verify."),
        "timeout": visit.say("no answer within 10 seconds."),
        "sealed": visit.say("its secret cannot be opened: remove the webhook, and add it anew."),
    }.get(answer, visit.say("no connection, or no answer that can be read."))


def _why(visit: Visit, fault: webhooks.Fault) -> str:
    return {
        "address": visit.say("Write an address such as https://host.example/path."),
        "user": visit.say("Without a user name and without a “#”, please."),
        "plain": visit.say("It must begin with https://, unless it is on this machine."),
        "inside": visit.say("Addresses inside a network are not called."),
    }[fault]


def _id(visit: Visit) -> int:
    given: int = visit.request.path_params["id"]
    return given


def _done(visit: Visit, there: bool, said: str) -> Response:
    if not there:
        raise NotThere
    return visit.go("/webhooks", said=said)


def _page(
    visit: Visit,
    status: int = 200,
    *,
    url: str = "https://",
    wrong: str | None = None,
    made: int | None = None,
    secret: str | None = None,
) -> Response:
    with visit.desk.database.read() as tx:
        rows, counts = store.listing(tx), store.counts(tx)
        calls = {row.id: store.last_calls(tx, row.id, _LAST) for row in rows}
    return page(
        visit,
        "webhooks.html",
        status,
        told=lambda answer: told(visit, answer),
        rows=rows,
        counts=counts,
        calls=calls,
        url=url,
        wrong=wrong,
        made=made,
        secret=secret,
    )


PAGES: tuple[Page, ...] = (
    get("/webhooks", overview, "admin"),
    post("/webhooks", add, "admin"),
    post("/webhooks/{id:int}/on", switch_on, "admin"),
    post("/webhooks/{id:int}/off", switch_off, "admin"),
    post("/webhooks/{id:int}/remove", remove, "admin"),
    post("/webhooks/{id:int}/trial", trial, "admin"),
)
