"""An IMAP connection that is cut at every byte, sliced, slowed down or swallowed: nothing lost or doubled.

After each cut the books are looked at (the ledger, the dossiers, the outbox, the blobs) and the server's
folders. What comes next depends on nothing but them: so whenever they are in a state not seen before, an
undisturbed poll and delivery must lead from there to the same end as a pass that nobody disturbed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from rigs.books import Books
from rigs.disturbed import MAILS, Scene, impatient, played
from rigs.dovecot import Dovecot
from rigs.net import Proxy, Wire
from rigs.office import IN_TIME

from intake.services.deliver import deliver
from intake.services.poll import poll

WAYS = pytest.mark.parametrize("way", ["to_server", "to_client"])
pytestmark = pytest.mark.timeout(600)  # thousands of connections


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot) -> Iterator[Scene]:
    """Three mails that are to be read."""
    with played(tmp_path_factory.mktemp("scene"), dovecot, "leave") as scene:
        yield scene


@pytest.fixture(scope="module", params=["flag", {"move": "Done"}], ids=["flag", "move"])
def marking(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot
) -> Iterator[Scene]:
    """Three mails that are read and not flagged or moved yet."""
    with played(tmp_path_factory.mktemp("marking"), dovecot, request.param) as scene:
        yield scene


@pytest.fixture(autouse=True)
def _counted_anew(request: pytest.FixtureRequest) -> None:
    for name in {"scene", "marking"} & set(request.fixturenames):
        scene = request.getfixturevalue(name)
        scene.cuts = 0
        scene.seen.clear()
        scene.begin()


@WAYS
def test_a_poll_cut_at_any_byte_loses_and_doubles_nothing(scene, way):
    for last in scene.positions(way):
        scene.disturb(down_after=True, **{way: Wire(last=last)})
    assert scene.cuts > 250
    assert len(scene.seen) >= 1


@WAYS
def test_flagging_and_moving_cut_at_any_byte_is_done_in_the_end(marking, way):
    for last in marking.positions(way):
        marking.disturb(down_after=True, **{way: Wire(last=last)})
    assert marking.cuts > 80
    assert len(marking.seen) >= 3


@WAYS
@pytest.mark.parametrize("strikes", [1, 2, None])
def test_a_poll_that_connects_again_loses_and_doubles_nothing(scene, way, strikes):
    for last in scene.positions(way, 37):
        scene.disturb(**{way: Wire(last=last, strikes=strikes)})


@WAYS
def test_a_connection_that_is_reset_loses_and_doubles_nothing(scene, marking, way):
    for each in (scene, marking):
        for last in each.positions(way, 11):
            each.disturb(down_after=True, **{way: Wire(last=last, fault="reset")})


@WAYS
def test_bytes_that_vanish_are_waited_for_no_longer_than_allowed(scene, way):
    desk = impatient(scene.desk)
    for last in scene.positions(way, 67):
        scene.disturb(desk, **{way: Wire(last=last, fault="swallow", strikes=1)})


@pytest.mark.parametrize(
    "wires",
    [
        {"to_client": Wire(slices=1)},
        {"to_server": Wire(slices=1)},
        {"to_server": Wire(slices=1), "to_client": Wire(slices=1)},
        {"to_server": Wire(slices=7, delay=0.001), "to_client": Wire(slices=97, delay=0.02)},
    ],
)
def test_bytes_that_come_one_by_one_or_late_are_understood(scene, wires):
    assert scene.poll(**wires).error is None
    scene.finish()
    assert scene.outcome() == scene.end


@pytest.mark.parametrize(("way", "step"), [("to_server", 19), ("to_client", 83)])
def test_on_dovecot_as_well_and_the_mailbox_stays_as_it_was(office, way, step):
    for _, raw in MAILS:
        office.receive(raw)
    before, wire = office.dovecot.snapshot(office.user), Wire()
    with office.desk(lambda: IN_TIME) as desk:
        books, mailbox = Books(desk), desk.settings.mailboxes["jobs"]

        def worked(disturbance: Wire) -> object:
            with Proxy(office.dovecot.port_plain, **{way: disturbance}) as proxy:
                poll(desk, replace(mailbox, imap=replace(mailbox.imap, port=proxy.port)))
            assert poll(desk, mailbox).error is None
            assert deliver(desk).pending == 0
            return books.outcome()

        end = worked(wire)
        for last in range(0, len(wire.heard), step):
            books.forget()
            assert worked(Wire(last=last)) == end
            books.check_letters(office.sink)
    assert office.dovecot.snapshot(office.user) == before
