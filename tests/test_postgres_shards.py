"""Which mailboxes are due, who may take them, and how many at a time: asked of a real PostgreSQL."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from rigs.clock import Clock
from rigs.crash import until
from rigs.office import Office
from sqlalchemy import Connection, select, text, update

from intake.domain.model import Account, Mailbox
from intake.domain.shares import in_turn, shard_of, within
from intake.leases import Leases
from intake.services.desk import Desk
from intake.store import shards, workers
from intake.store.database import Database
from intake.store.tables import mailbox, worker
from intake.watches import FRESH, Watches

pytestmark = pytest.mark.timeout(120)

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
EVERY = timedelta(minutes=1)
FAR = timedelta(hours=1)  # no poll is put off for longer
ME, OTHER = "here/0/0/1/0", "elsewhere/0/0/2/0"
SHARD = shard_of("m")


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    opened = Database(postgres_url)
    yield opened
    opened.close()


def same_shard(count: int) -> list[str]:
    """Names of one shard."""
    names = (f"m{number}" for number in range(100_000))
    return [name for name, _ in zip((n for n in names if shard_of(n) == SHARD), range(count), strict=False)]


def boxes(names: Sequence[str], host: str = "imap.example.org") -> dict[str, Mailbox]:
    account = Account(host=host, port=993)
    return {
        name: Mailbox(name=name, address=f"{name}@example.org", imap=account, smtp=account) for name in names
    }


def entered(database: Database, names: Sequence[str], host: str = "imap.example.org") -> None:
    with database.write() as tx:
        shards.enter(tx, boxes(names, host), NOW)


def claim(database: Database, most: int, **further: object) -> list[str]:
    with database.write() as tx:
        return list(shards.claim(tx, SHARD, ME, NOW, every=EVERY, most=most, **further))


def change(database: Database, name: str, **values: object) -> None:
    with database.write() as tx:
        tx.execute(update(mailbox).where(mailbox.c.name == name).values(**values))


def row(database: Database, name: str) -> tuple[str | None, datetime | None]:
    with database.read() as tx:
        asked = select(mailbox.c.leased_by, mailbox.c.next_poll_at).where(mailbox.c.name == name)
        found = tx.execute(asked).one()
    return found.leased_by, found.next_poll_at


# --- by the index ---


@contextmanager
def rows_read(tx: Connection) -> Iterator[Counter[str]]:
    """Count the rows of mailboxes that are read meanwhile, and how often all are."""
    query = text(
        "SELECT seq_scan AS whole, idx_tup_fetch AS rows FROM pg_stat_xact_user_tables "
        "WHERE relname = 'mailbox'"
    )
    before = Counter(tx.execute(query).mappings().one())
    counted: Counter[str] = Counter()
    yield counted
    counted.update(tx.execute(query).mappings().one())
    counted.subtract(before)


ASKED: dict[str, Callable[[Connection], object]] = {
    "which shards hold something due": lambda tx: shards.due(tx, NOW),
    "which do where a host may be full": lambda tx: shards.due(tx, NOW, per_host=5),
    "the oldest of a shard": lambda tx: shards.claim(tx, SHARD, ME, NOW, every=EVERY, most=4),
    "the same within limits": lambda tx: shards.claim(tx, SHARD, ME, NOW, every=EVERY, most=4, per_host=5),
    "what the dead hold": lambda tx: shards.free_lost(tx, ME, NOW, FAR),
    "what is ours": lambda tx: shards.held(tx, ME),
    "which fail": lambda tx: shards.resting(tx, NOW),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("share_due", [0.0, 0.01, 1.0])
def test_nothing_that_is_asked_all_the_time_reads_more_where_there_are_more_mailboxes(
    database, asked, share_due
):
    with database.write() as tx:
        tx.execute(
            text(
                "INSERT INTO mailbox (name, first_polled_at, failures, shard, host, next_poll_at) "
                "SELECT 'm' || n, :now, 0, n % 64, 'imap.example.org', "
                "CAST(:now AS timestamptz) + (n / 20000.0 - :share) * interval '1 hour' "
                "FROM generate_series(1, 20000) AS n"
            ),
            {"now": NOW, "share": share_due},
        )
    with database.write() as tx:
        tx.execute(text("ANALYZE mailbox"))
    with database.write() as tx, rows_read(tx) as counted:
        asked(tx)
    assert counted["whole"] == 0
    assert counted["rows"] < 200


# --- whose it is ---


@pytest.mark.parametrize(
    ("holder", "silent", "freed"),
    [
        (OTHER, timedelta(minutes=1), True),
        (OTHER, timedelta(seconds=30), False),
        (OTHER, None, True),  # nobody knows it
        (ME, timedelta(minutes=1), False),  # who asks lives
    ],
)
def test_what_a_dead_worker_held_is_due_at_once_and_what_a_living_one_holds_is_his(
    database, holder, silent, freed
):
    later = NOW + EVERY
    entered(database, ["m"])
    with database.write() as tx:
        if silent is not None:
            workers.hear(tx, holder, NOW - silent)
    change(database, "m", leased_by=holder, next_poll_at=later)
    with database.write() as tx:
        shards.free_lost(tx, ME, NOW, FAR)
        assert shards.due(tx, NOW) == ([SHARD] if freed else [])
    assert row(database, "m") == ((None, NOW) if freed else (holder, later))
    assert claim(database, 4) == (["m"] if freed else [])


def test_a_lease_of_a_mailbox_that_no_worker_polls_is_freed_and_due_to_nobody(database):
    entered(database, ["m"])
    change(database, "m", leased_by=OTHER, next_poll_at=None)
    with database.write() as tx:
        shards.free_lost(tx, ME, NOW, FAR)
    assert row(database, "m") == (None, None)


def test_a_mailbox_put_off_by_a_clock_that_was_set_back_is_due(database):
    entered(database, ["m"])
    change(database, "m", next_poll_at=NOW + FAR)
    with database.write() as tx:
        shards.free_lost(tx, ME, NOW, FAR)
    assert row(database, "m") == (None, NOW + FAR)
    change(database, "m", next_poll_at=NOW + FAR + timedelta(seconds=1))
    with database.write() as tx:
        shards.free_lost(tx, ME, NOW, FAR)
    assert row(database, "m") == (None, NOW)


def test_mailboxes_are_entered_once_and_their_hosts_are_kept_up_to_date(database):
    entered(database, ["m0", "m1"], "IMAP.example.org")
    change(database, "m0", next_poll_at=NOW + EVERY)
    change(database, "m1", next_poll_at=None)
    entered(database, ["m0", "m1", "m2"], "mail.example.org")
    assert [row(database, name)[1] for name in ("m0", "m1", "m2")] == [NOW + EVERY, NOW, NOW]
    with database.read() as tx:
        assert set(tx.scalars(select(mailbox.c.host))) == {"mail.example.org"}


@pytest.fixture
def desk(office: Office, postgres_url: str) -> Iterator[Desk]:
    """A desk of a living worker, with the mailbox `jobs`, which is due."""
    office.database = postgres_url
    office.configure()
    with office.desk(Clock(NOW)) as desk:
        with desk.database.write() as tx:
            workers.hear(tx, desk.me, NOW)
            shards.enter(tx, desk.settings.mailboxes, NOW)
        yield desk


def test_a_lease_of_ours_that_no_thread_holds_is_given_back(desk):
    """A thread that ends while the database is away cannot write that it gives back."""
    leases = Leases(lambda: desk)
    shard = shard_of("jobs")
    assert leases.claim(shard, 4, timedelta()) == ["jobs"]
    leases.give_back()
    assert row(desk.database, "jobs")[0] == desk.me
    with leases.hand("jobs"):
        leases.give_back()
        assert row(desk.database, "jobs")[0] == desk.me
    with desk.lock("mailbox jobs"):  # as the daily comparison has it
        leases.give_back()
        assert row(desk.database, "jobs")[0] == desk.me
    leases.give_back()
    assert row(desk.database, "jobs") == (None, NOW + desk.settings.poll_every)


# --- in which order ---


def test_what_was_heard_goes_before_what_is_due_and_what_is_only_taken_over_comes_last(database):
    taken_over, due, heard, waiting_long = names = same_shard(4)
    entered(database, names)
    change(database, taken_over, next_poll_at=NOW + EVERY)
    change(database, due, next_poll_at=NOW - timedelta(seconds=20))
    change(database, heard, next_poll_at=NOW + EVERY)
    change(database, waiting_long, next_poll_at=NOW - 2 * EVERY)
    with database.write() as tx:
        shards.hasten(tx, [heard], NOW - EVERY)
        shards.hasten(tx, [taken_over], NOW)
    assert [claim(database, 1) for _ in names] == [[waiting_long], [heard], [due], [taken_over]]


def test_a_mailbox_is_hastened_and_never_put_off(database):
    entered(database, ["m"])
    with database.write() as tx:
        shards.hasten(tx, ["m"], NOW + EVERY)
    assert row(database, "m") == (None, NOW)


def test_who_asks_for_what_has_waited_long_leaves_the_rest_to_others(database):
    late, due = names = same_shard(2)
    entered(database, names)
    change(database, late, next_poll_at=NOW - EVERY)
    assert claim(database, 4, due_by=NOW - EVERY / 2) == [late]
    assert claim(database, 4) == [due]


@pytest.mark.parametrize(
    ("number", "seconds", "times"),
    [
        (0, 60, []),
        (3, 60, [(0.0, 3)]),
        (20, 60, [(0.0, 20)]),
        (45, 60, [(0.0, 20), (1.0, 20), (2.0, 5)]),
        (100, 2, [(0.0, 20), (1.0, 20), (2.0, 20)]),  # the rest is polled at its usual time
    ],
)
def test_new_watches_have_their_turns_so_many_a_second(number, seconds, times):
    names = [f"m{n}" for n in range(number)]
    turns, after = in_turn(names, NOW, NOW + timedelta(seconds=seconds), 20)
    assert [((at - NOW).total_seconds(), len(some)) for at, some in turns] == times
    assert [name for _, some in turns for name in some] == names[: sum(many for _, many in times)]
    assert (after - NOW).total_seconds() == sum(many for _, many in times) / 20


# --- listening ---


@dataclass
class Heard:
    """What a worker's watches asked for: the shards, in the order of the asking."""

    asked: list[int] = field(default_factory=list)

    def __call__(self, _tx: Connection, shard: int) -> None:
        """Note it."""
        self.asked.append(shard)


@contextmanager
def watching(desk: Desk) -> Iterator[Heard]:
    """Listen to all mailboxes of a desk, as its only worker."""
    heard = Heard()
    watches = Watches(desk, heard)
    thread = threading.Thread(target=watches.pass_on)
    thread.start()
    try:
        watches.take_share(desk)
        yield heard
    finally:
        desk.stopping.set()
        watches.close()
        thread.join()


def test_the_polls_of_new_watches_are_spread_and_mail_that_comes_is_heard_at_once(desk, dovecot):
    """None of them is due at its usual time, in an hour: what came before the watch is found soon."""
    one = desk.settings.mailboxes["jobs"]
    many = {
        f"m{n}": replace(one, name=f"m{n}", imap=replace(one.imap, username=f"{n}-{one.imap.username}"))
        for n in range(3 * FRESH)
    }
    settings = replace(desk.settings, mailboxes=many, poll_every=timedelta(hours=1))
    desk = replace(desk, settings=settings)
    later = NOW + timedelta(hours=1)
    with desk.database.write() as tx:
        shards.enter(tx, many, later)

    def times() -> list[datetime]:
        with desk.database.read() as tx:
            asked = select(mailbox.c.next_poll_at).where(mailbox.c.name.in_(many))
            return sorted(tx.scalars(asked))

    with watching(desk) as heard:
        until(lambda: times()[-1] < later, 30)
        due = times()
        assert all(
            after - first >= timedelta(seconds=1) for first, after in zip(due, due[FRESH:], strict=False)
        )
        assert due[-1] <= NOW + timedelta(seconds=3)
        assert heard.asked == []
        dovecot.deliver(many["m7"].imap.username, b"Subject: Candidature\r\n\r\nBonjour\r\n")
        until(lambda: heard.asked == [shard_of("m7")], 10)
        assert times()[0] == NOW - settings.poll_every


# --- connections to one server ---


@pytest.mark.parametrize(
    ("found", "room", "names"),
    [
        ([], {}, []),
        ([("a", "x"), ("b", "x"), ("c", "y")], {"x": 1, "y": 1}, ["a", "c"]),
        ([("a", "x"), ("b", "x")], {"x": 2}, ["a", "b"]),
        ([("a", "x"), ("b", "y")], {"x": 0, "y": 5}, ["b"]),
        ([("a", "x")], {"x": -1}, []),  # it was changed to less
    ],
)
def test_no_more_are_taken_than_their_hosts_have_room_for(found, room, names):
    assert within(found, room) == names


def test_a_full_server_holds_up_only_its_own_mailboxes(database):
    first, second, third, other = names = same_shard(4)
    entered(database, names[:3])
    entered(database, [other], "mail.example.org")
    change(database, other, next_poll_at=NOW)
    assert set(claim(database, 4, per_host=2)) == {first, second, other}
    with database.write() as tx:
        assert shards.due(tx, NOW, per_host=2) == []
        assert shards.due(tx, NOW) == [SHARD]
    assert claim(database, 4, per_host=2) == []
    with database.write() as tx:
        workers.release(tx, second, ME)
        assert shards.due(tx, NOW, per_host=2) == [SHARD]
    assert claim(database, 4, per_host=2) == [third]


def test_what_dead_workers_and_commands_hold_counts_until_it_is_given_back(database):
    one, other = names = same_shard(2)
    entered(database, names)
    change(database, one, leased_by=OTHER, next_poll_at=NOW + EVERY)
    assert claim(database, 4, per_host=1) == []
    with database.write() as tx:
        shards.free_lost(tx, ME, NOW, FAR)
    assert claim(database, 1, per_host=1) == [one]
    assert claim(database, 1, per_host=1) == []
    assert other not in claim(database, 1, per_host=1)


def test_many_workers_that_claim_at_once_keep_to_the_limit_of_each_server(database):
    """Each holds what it got for a moment, over all shards; nobody waits for ever."""
    names = [f"m{number}" for number in range(120)]
    entered(database, names[:60], "imap.example.org")
    entered(database, names[60:], "mail.example.org")
    seen: list[int] = []
    done: Counter[str] = Counter()

    def work(number: int) -> None:
        me = f"elsewhere/0/0/{number}/0"
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < 1.5:
            for shard in sorted({shard_of(name) for name in names}):
                with database.write() as tx:
                    got = shards.claim(tx, shard, me, NOW, every=EVERY, most=4, per_host=3)
                    taken = select(mailbox.c.host).where(mailbox.c.leased_by.is_not(None))
                    seen.append(max(Counter(tx.scalars(taken)).values(), default=0))
                done.update(got)
                for name in got:
                    quiet_since = time.monotonic()
                    with database.write() as tx:
                        workers.release(tx, name, me)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert done == Counter(names)
    assert max(seen) == 3
    with database.read() as tx:
        assert list(tx.scalars(select(worker.c.id))) == []
