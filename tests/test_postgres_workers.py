"""Workers on several machines: they share mailboxes, letters and watches, and lose and double nothing."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rigs import database as databases
from rigs.clock import Clock
from rigs.crash import Launcher, until
from rigs.crew import Crew, application, other, to
from rigs.dovecot import Dovecot
from rigs.net import Proxy
from rigs.office import IN_TIME, Office
from rigs.postgres import Postgres
from rigs.scenes import MAYBE_OUT
from rigs.smtp import Sink
from sqlalchemy import select, text, update

from intake import queue
from intake.domain.shares import shard_of, share
from intake.domain.trouble import Trouble
from intake.jobs import LONGEST_PAUSE, Slice
from intake.store import queued, shards
from intake.store.database import Database
from intake.store.tables import letter, mailbox, worker
from intake.worker import Worker

pytestmark = pytest.mark.timeout(400)  # several processes each, on machines that do other things besides

FAR = datetime.now(UTC) + timedelta(hours=1)
Open = Callable[..., Crew]


@pytest.fixture
def crew(
    tmp_path: Path, dovecot: Dovecot, sink: Sink, launcher: Launcher, postgres_url: str
) -> Iterator[Open]:
    opened: list[Crew] = []

    def make(**changes: Any) -> Crew:
        made = Crew(
            base=tmp_path / "office",
            dovecot=dovecot,
            sink=sink,
            launcher=launcher,
            database=postgres_url,
            **changes,
        )
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.close()


def each_once(crew: Crew, mails: dict[int, int]) -> None:
    """Each application has its row, and its one answer, from its own mailbox."""
    assert crew.rows() == {(f"m{box}", "application"): number for box, number in mails.items()}
    assert crew.answered() == Counter(to(box, n) for box, many in mails.items() for n in range(many))


def test_a_worker_answers_within_a_second_of_the_delivery(crew):
    office = crew()
    office.fill(0, [application(0, 0)])
    office.works(office.start())
    office.settled(1)
    before = time.monotonic()
    office.fill(0, [application(0, 1)])
    office.settled(2)
    taken = time.monotonic() - before
    assert taken < 3
    each_once(office, {0: 2})


def test_two_workers_share_twenty_mailboxes_and_each_mail_is_answered_once(crew):
    office = crew(mailboxes=20)
    for number in range(20):
        office.fill(number, [application(number, n) for n in range(3)])
    first, second = office.works(office.start()), office.works(office.start())
    office.settled(60)
    each_once(office, dict.fromkeys(range(20), 3))
    until(lambda: len(office.ask(select(worker.c.id).where(worker.c.watches))) == 2)
    for number in range(20):
        office.fill(number, [application(number, 3)])
    office.settled(80)
    each_once(office, dict.fromkeys(range(20), 4))
    said = [office.said(each).count('"outcome": "application"') for each in (first, second)]
    assert sum(said) == 80
    assert min(said) > 0


# --- one dies ---

DIES_AT = (
    *("heard", "leased", "examined", "listed", "fetched", "stored", "judged", "filed", "enqueued"),
    *(
        "before commit",
        "committed:2",
        "received:2",
        "before cursor",
        "cursor moved",
        "pass ended",
        "released",
    ),
    *("recovered", "connected", "claimed", "before sending", "settled"),
)


@pytest.mark.parametrize("point", [*DIES_AT, *MAYBE_OUT])
def test_a_worker_dies_anywhere_on_the_way_of_mails_and_letters_and_another_takes_over(crew, point):
    office = crew(mailboxes=3)
    for box in range(3):
        office.fill(box, [application(box, n) for n in range(2)])
    assert office.wait(office.start(crash_at=point)).code == -signal.SIGKILL
    office.bury()
    office.works(office.start())
    office.settled(6)
    assert office.rows() == {(f"m{box}", "application"): 2 for box in range(3)}
    expected = Counter(to(box, n) for box in range(3) for n in range(2))
    assert office.answered() <= expected
    states = office.letters()
    assert states["sent"] + states["unknown"] == 6
    assert (point in MAYBE_OUT) <= states["unknown"] <= 3  # each mailbox has one in hand at most
    assert states["sent"] <= office.answered().total()


@pytest.mark.parametrize("point", ["digest enqueued", "digest made"])
def test_a_worker_dies_as_it_makes_digests_and_each_is_sent_once(crew, point):
    office = crew(mailboxes=2, further="digest: {at: '00:00', when_empty: send}")
    assert office.wait(office.start(crash_at=point)).code == -signal.SIGKILL
    office.bury()
    office.works(office.start())
    until(lambda: len(office.sink.mails) == 2)
    recipients = Counter(taken.recipients[0] for taken in office.sink.mails)
    assert recipients == {"direction0@example.org": 1, "direction1@example.org": 1}


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, 6))])
def test_workers_are_killed_under_load_and_nothing_is_lost_or_doubled(crew, seed):
    """Each letter is sent once, or its fate is not known, and it was sent once at most."""
    chance = random.Random(seed)
    office = crew(mailboxes=8)
    for box in range(8):
        office.fill(box, [application(box, n) for n in range(12)])
    workers = [office.works(office.start()) for _ in range(2)]
    for _ in range(3):
        time.sleep(chance.uniform(0.1, 1.2))
        workers.append(office.start())
        office.kill(workers.pop(chance.randrange(2)))
        office.bury()
    office.settled(96, 90)
    assert office.rows() == {(f"m{box}", "application"): 12 for box in range(8)}
    expected = Counter(to(box, n) for box in range(8) for n in range(12))
    assert office.answered() <= expected
    states = office.letters()
    assert states.keys() <= {"sent", "unknown"}
    assert states["unknown"] <= 3 * 8  # a worker has at most one in hand for each mailbox
    assert office.answered().total() >= states["sent"]


def test_a_dead_worker_is_followed_in_its_watches_and_its_leases(crew):
    office = crew(mailboxes=6)
    first, second = office.works(office.start()), office.works(office.start())
    until(lambda: len(office.ask(select(worker.c.id).where(worker.c.watches))) == 2)
    until(lambda: all(office.said(each) for each in (first, second)))
    time.sleep(4)  # both have taken their share
    office.kill(first)
    with office.tables() as tx:  # in its hand as it died
        tx.execute(update(mailbox).values(leased_by=f"elsewhere/0/0/{first.pid}/0", next_poll_at=FAR))
    time.sleep(4)  # the watches move
    before = time.monotonic()
    for box in range(6):
        office.fill(box, [application(box, 0)])
    office.settled(6)
    assert time.monotonic() - before < 8
    each_once(office, dict.fromkeys(range(6), 1))


# --- the queue is only the queue ---


def test_a_queue_emptied_by_hand_again_and_again_loses_nothing(crew):
    office = crew(mailboxes=6)
    for box in range(6):
        office.fill(box, [application(box, n) for n in range(5)])
    office.works(office.start())
    for _ in range(12):
        with office.tables() as tx:
            tx.execute(text("DELETE FROM procrastinate_periodic_defers"))
            tx.execute(text("DELETE FROM procrastinate_jobs"))
        time.sleep(0.3)
    office.settled(30)
    each_once(office, dict.fromkeys(range(6), 5))


def test_every_job_done_twice_doubles_nothing(crew):
    office = crew(mailboxes=4, further="digest: {at: '00:00', when_empty: send}")
    for box in range(4):
        office.fill(box, [application(box, n) for n in range(3)])
    office.works(office.start())
    for _ in range(6):
        with office.tables() as tx:
            tx.execute(
                text(
                    "INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
                    "SELECT queue_name, task_name, args FROM procrastinate_jobs WHERE status = 'doing'"
                )
            )
            for shard in tx.scalars(select(mailbox.c.shard)).all():
                args = {"queue": "polls", "task": "polls", "args": f'{{"shard": {shard}}}'}
                tx.execute(
                    text(
                        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
                        "VALUES (:queue, :task, CAST(:args AS jsonb))"
                    ),
                    args,
                )
        time.sleep(0.3)
    office.settled(12)
    each_once(office, dict.fromkeys(range(4), 3))
    until(lambda: len(office.sink.mails) == 16)


def test_periodic_work_is_done_once_however_many_workers_there_are(crew):
    office = crew(mailboxes=3, further="digest: {at: '00:00', when_empty: send}")
    for _ in range(3):
        office.works(office.start())
    until(lambda: len(office.sink.mails) == 3)
    time.sleep(3)
    recipients = Counter(taken.recipients[0] for taken in office.sink.mails)
    assert recipients == {f"direction{box}@example.org": 1 for box in range(3)}


def test_caps_hold_over_all_workers(crew):
    office = crew(mailboxes=4, further="digest: {at: '08:00', when_empty: skip}\nlimits: {overall: 5/hour}")
    for box in range(4):
        office.fill(box, [application(box, n) for n in range(3)])
    for _ in range(3):
        office.start()
    until(lambda: office.letters() == Counter(sent=5, pending=7), 60)
    assert office.answered().total() == 5


# --- fair ---


@pytest.mark.parametrize("at_once", ["1", "4"])
def test_small_mailboxes_are_answered_while_a_huge_one_is_read(crew, at_once):
    office = crew(mailboxes=11)
    office.fill(0, [other(n) for n in range(999)] + [application(0, 0)])
    for box in range(1, 11):
        office.fill(box, [application(box, 0)])
    office.works(office.start("--mailboxes-at-once", at_once))
    office.settled(11, 100)
    assert office.answered().total() == 11
    assert next(reversed(office.sink.mails)).sender == "jobs0@example.org"
    assert office.rows()["m0", "unmatched"] == 999


# --- gentle with servers ---

HELD = (
    "CREATE TABLE held (number integer)",
    """CREATE FUNCTION note_held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO held SELECT count(*) FROM mailbox WHERE leased_by IS NOT NULL;
    RETURN NULL; END $$""",
    """CREATE TRIGGER note_held AFTER UPDATE OF leased_by ON mailbox FOR EACH STATEMENT
    EXECUTE FUNCTION note_held()""",
)


def test_no_more_mailboxes_of_one_server_are_polled_at_a_time_than_is_set(crew):
    office = crew(mailboxes=10, poll="{every: 60s, idle: false, per_host: 2}")
    with office.tables() as tx:
        for statement in HELD:
            tx.exec_driver_sql(statement)
    for box in range(10):
        office.fill(box, [application(box, n) for n in range(2)])
    for _ in range(2):
        office.start()
    office.settled(20)
    each_once(office, dict.fromkeys(range(10), 2))
    assert office.ask(text("SELECT max(number) FROM held")) == [2]


# --- the database goes away ---


def test_a_database_restarted_under_the_workers_is_waited_for(tmp_path, dovecot, sink, launcher):
    with Postgres() as server:
        office = Crew(
            base=tmp_path / "office",
            dovecot=dovecot,
            sink=sink,
            launcher=launcher,
            database=databases.make_database(server.url()),
            mailboxes=6,
        )
        for box in range(6):
            office.fill(box, [application(box, n) for n in range(8)])
        for _ in range(2):
            office.works(office.start())
        for end in (server.stop, server.kill):
            end()
            time.sleep(0.5)
            server.start()
            time.sleep(1)
        office.bury()
        office.settled(48, 90)
        assert office.rows() == {(f"m{box}", "application"): 8 for box in range(6)}
        assert office.answered() <= Counter(to(box, n) for box in range(6) for n in range(8))
        office.close()


# --- in order ---


def test_a_worker_that_is_stopped_gives_everything_back(crew):
    office = crew(mailboxes=3)
    for box in range(3):
        office.fill(box, [application(box, n) for n in range(30)])
    begun = office.works(office.start())
    until(lambda: '"outcome": "application"' in office.said(begun))
    ended = office.stop(begun)
    assert (ended.code, "Traceback" in ended.err) == (0, False)
    assert office.ask(select(worker.c.id)) == []
    assert office.ask(select(mailbox.c.leased_by).where(mailbox.c.leased_by.is_not(None))) == []
    assert office.ask(text("SELECT id FROM procrastinate_jobs WHERE status = 'doing'")) == []
    assert office.ask(text("SELECT id FROM procrastinate_workers")) == []
    office.works(office.start())
    office.settled(90)
    each_once(office, dict.fromkeys(range(3), 30))


def test_run_and_worker_say_which_engine_they_are_for(crew):
    office = crew()
    ended = office.run("run")
    assert (ended.code, "Start 'intake worker'" in ended.err) == (2, True)
    path = office.config / "intake.yaml"
    path.write_text(path.read_text().replace("engine: procrastinate\n", ""))
    ended = office.run("worker")
    assert (ended.code, "Start 'intake run'" in ended.err) == (2, True)


# --- the queue's tables ---


def test_the_queue_is_made_once_and_brought_up_to_date_step_by_step(postgres_url):
    """An older one is made from the steps that had been taken then."""
    database = Database(postgres_url)
    with pytest.raises(Trouble, match="has no queue"):
        queue.ready(database)
    _, steps = queue._scripts()
    for name in sorted(steps)[:-3]:
        with database.write() as tx:
            queued.run(tx, steps[name], name)
    with pytest.raises(Trouble, match="of another version"):
        queue.ready(database)
    assert queue.upgrade(database)
    queue.ready(database)
    assert not queue.upgrade(database)
    with database.write() as tx:
        queued.put(tx, "letters", lane="letters", key="one", mailbox="m0")
        queued.put(tx, "letters", lane="letters", key="one", mailbox="m0")
        assert tx.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 1
        tx.execute(text("COMMENT ON TABLE procrastinate_jobs IS NULL"))
    with pytest.raises(Trouble, match="something else"):
        queue.upgrade(database)
    database.close()


def test_a_job_is_there_with_its_letter_or_not_at_all(crew):
    office = crew()
    office.fill(0, [application(0, 0)])
    assert office.run("poll").code == 0
    jobs = text("SELECT lock FROM procrastinate_jobs WHERE task_name = 'letters'")
    assert office.ask(jobs) == ["letters m0"]
    with office.tables() as tx:
        tx.execute(text("DELETE FROM procrastinate_jobs"))
        row = dict(tx.execute(select(letter)).mappings().first())
        del row["id"]
        row |= {"cause_id": None, "message_id": "<another>", "state": "pending"}
        with tx.begin_nested() as taken_back:
            tx.execute(letter.insert().values(**row))
            assert tx.execute(jobs).scalars().all() == ["letters m0"]
            taken_back.rollback()
    assert office.ask(jobs) == []
    assert len(office.ask(select(letter.c.id))) == 1


@pytest.mark.parametrize(
    ("seconds", "line"),
    [(1, "* * * * * */1"), (30, "* * * * * */30"), (60, "*/1 * * * * 0"), (600, "*/10 * * * * 0")],
)
def test_a_period_is_a_cron_line(seconds, line):
    assert queue.cron(timedelta(seconds=seconds)) == line


@pytest.mark.parametrize("seconds", [0, 7, 61, 3600, 86400])
def test_a_period_that_no_cron_line_tells_is_refused(seconds):
    with pytest.raises(ValueError, match="cron"):
        queue.cron(timedelta(seconds=seconds))


# --- shares ---

NAMES = [f"mailbox-{n}" for n in range(600)]


def test_each_mailbox_is_watched_by_one_worker_and_about_as_many_by_each():
    crew = ["a", "b", "c"]
    shares = [share(NAMES, crew, me) for me in crew]
    assert sum(map(len, shares)) == len(set.union(*shares)) == 600
    assert all(150 < len(each) < 250 for each in shares)


def test_when_a_worker_goes_or_comes_only_its_mailboxes_move():
    three, two = ({me: share(NAMES, crew, me) for me in crew} for crew in ("abc", "ab"))
    for me in "ab":
        assert two[me] >= three[me]
        assert two[me] - three[me] <= three["c"]


def test_the_shards_are_even_and_stay_what_they_are():
    counts = Counter(shard_of(name) for name in NAMES)
    assert len(counts) == 64
    assert shard_of("jobs") == shard_of("jobs") < 64
    assert max(counts.values()) < 30


def test_a_slice_ends_with_its_time_but_not_before_something_is_done():
    stopping = threading.Event()
    slice_ = Slice(stopping, 0)
    assert (slice_.is_set(), slice_.cut) == (False, False)
    slice_.worked("m0", 1, 2)
    assert (slice_.is_set(), slice_.cut) == (True, True)
    long = Slice(stopping, 60)
    long.worked()
    assert not long.is_set()
    stopping.set()
    assert (long.is_set(), long.cut) == (True, False)


def test_a_refused_login_rests_for_all_workers_and_nobody_listens_meanwhile(
    office: Office, postgres_url: str
):
    clock = Clock(IN_TIME)
    office.database = postgres_url
    office.environment["MAIL_PASSWORD"] = "wrong"
    with Proxy(office.dovecot.port_plain) as proxy:
        office.configure({"jobs": office.mailbox(imap={"port": proxy.port})}, engine="procrastinate")
        for seconds in range(0, 60, 10):  # one worker after another, as a supervisor starts them
            clock.time = IN_TIME + timedelta(seconds=seconds)
            with office.desk(clock) as desk:
                queue.upgrade(desk.database)
                with desk.database.write() as tx:
                    shards.enter(tx, desk.settings.mailboxes, clock.time)
                at_work = Worker(desk)
                try:
                    at_work._poll("jobs")
                    at_work._watches.take_share(desk)
                    assert not at_work._watches._listening
                finally:
                    at_work._watches.close()
        assert proxy.accepted == 1
        (due_at,) = office.sql("SELECT next_poll_at FROM mailbox")[0]
        assert due_at == clock.time + LONGEST_PAUSE  # to see whether the password has been changed
