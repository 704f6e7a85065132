"""The queue that workers share: Procrastinate's, in the database of everything else. Its only importer.

It says who does what, and when; nothing is safe by it. A job that is lost is found again by the next tick,
and one that is done twice finds in our rows that it was done.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake.domain.trouble import Trouble, stumble
from intake.store import postgresql, queued, workers
from intake.store.database import Database

if TYPE_CHECKING:
    from procrastinate import App

log = logging.getLogger(__name__)

_HEARTBEAT = workers.HEARTBEAT.total_seconds()
_SILENCE = workers.SILENCE.total_seconds()
_RESCUE_EVERY = timedelta(seconds=10)
_LOOK = 1.0  # seconds after which a lane looks by itself, should no notification come
_SIXTY = 60
_PAUSE = 2.0  # seconds before the queue is opened again
# What they say of a database that is away we say in a line.
_LOUD = ("procrastinate", "psycopg.pool", "asyncio")


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A kind of job: its body, the lane that it waits in, and how often it comes by itself, if it does.

    Of an `exclusive` one that comes by itself no two are done at a time.
    """

    name: str
    lane: str
    body: Callable[..., None]
    every: timedelta | None = None
    exclusive: bool = True


class Queue:
    """One worker's end of the queue: how many jobs of each lane are done at a time.

    Those of the `swift` ones are begun as soon as they are there, others within a second.
    """

    def __init__(
        self, database: Database, tasks: Sequence[Task], *, lanes: Mapping[str, int], swift: Mapping[str, int]
    ) -> None:
        self._database, self._tasks = database, tasks
        self._lanes, self._swift = {**lanes, **swift}, frozenset(swift)
        self._threads = ThreadPoolExecutor(sum(self._lanes.values()), thread_name_prefix="job")
        self._stopping: Callable[[], object] | None = None
        self._closing = False
        self._starting = threading.Lock()

    def serve(self) -> None:
        """Do jobs until `stop`; what is in hand then is finished. A database that is away is waited for."""
        for name in _LOUD:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        asyncio.run(self._serve())
        self._threads.shutdown()

    def stop(self) -> None:
        """Take no further job. Any thread may say so."""
        with self._starting:
            self._closing = True
            if self._stopping:
                self._stopping()

    async def _serve(self) -> None:
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        with self._starting:
            self._stopping = partial(loop.call_soon_threadsafe, ended.set)
            if self._closing:
                ended.set()
        while not ended.is_set():
            try:
                await self._work(ended)
            except Exception as error:  # noqa: BLE001 - whatever it is, the worker goes on
                log.warning("the queue was lost: %s", stumble(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), 0 if ended.is_set() else _PAUSE)
        with self._starting:
            self._stopping = None

    async def _work(self, ended: asyncio.Event) -> None:
        """Do jobs until told to stop, or until the database is lost."""
        app = self._app()
        async with app.open_async():
            lanes = [
                asyncio.create_task(
                    app.run_worker_async(
                        queues=[lane],
                        concurrency=at_once,
                        name=lane,
                        delete_jobs="always",
                        install_signal_handlers=False,
                        fetch_job_polling_interval=_LOOK,
                        listen_notify=lane in self._swift,
                        update_heartbeat_interval=_HEARTBEAT,
                        stalled_worker_timeout=_SILENCE,
                    )
                )
                for lane, at_once in self._lanes.items()
            ]
            stop = asyncio.create_task(ended.wait())
            log.info("the queue is open")
            await asyncio.wait([*lanes, stop], return_when=asyncio.FIRST_COMPLETED)
            for each in (*lanes, stop):
                each.cancel()
            results = await asyncio.gather(*lanes, return_exceptions=True)
        if not ended.is_set():
            faults = [fault for fault in results if isinstance(fault, Exception)]
            raise faults[0] if faults else ConnectionError("a lane ended")

    def _app(self) -> App:
        """The library's picture of our tasks, made anew for each connection."""
        import procrastinate

        connect = _connect(self._database)
        connector = procrastinate.PsycopgConnector(kwargs=connect, min_size=1, max_size=5, timeout=10.0)
        app = procrastinate.App(connector=connector)
        for task in self._tasks:
            made = app.task(name=task.name, queue=task.lane)(self._run_in_thread(task))
            if task.every:
                app.periodic(
                    cron=cron(task.every),
                    periodic_id="",
                    queueing_lock=task.name,
                    lock=task.name if task.exclusive else None,
                )(made)
        rescue = app.task(name="rescue", queue=next(iter(self._lanes)))(partial(_rescue, app))
        app.periodic(cron=cron(_RESCUE_EVERY), periodic_id="", queueing_lock="rescue")(rescue)
        return app

    def _run_in_thread(self, task: Task) -> Callable[..., Any]:
        async def run(**given: Any) -> None:
            given.pop("timestamp", None)
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._threads, partial(task.body, **given))

        return run


async def _rescue(app: App, **_: object) -> None:
    """Give the jobs of dead workers to the living."""
    from procrastinate.exceptions import ConnectorException
    from procrastinate.jobs import Status

    jobs = app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=_SILENCE):
        log.info("job %s of a dead worker is taken over", job.task_name)
        try:
            await jobs.retry_job(job)
        except ConnectorException:  # the same waits already, or somebody else took it over
            with suppress(ConnectorException):
                await jobs.finish_job(job, Status.FAILED, delete_job=True)
    await jobs.prune_stalled_workers(_SILENCE)


def cron(every: timedelta) -> str:
    """A period as a cron line of six fields, the last one seconds.

    Raises:
        ValueError: it divides neither the minute nor the hour.

    """
    seconds = int(every.total_seconds())
    minutes, rest = divmod(seconds, _SIXTY)
    if 0 < seconds < _SIXTY and _SIXTY % seconds == 0:
        return f"* * * * * */{seconds}"
    if rest == 0 and 0 < minutes < _SIXTY and _SIXTY % minutes == 0:
        return f"*/{minutes} * * * * 0"
    raise ValueError(f"a period that no cron line tells: {every}")


def upgrade(database: Database) -> bool:
    """Bring the queue's tables to the installed Procrastinate's; True if anything changed.

    All workers are to be stopped meanwhile.

    Raises:
        Trouble: the extra is not installed, or there is a queue of something else.
        DatabaseError: the database cannot be used.

    """
    schema, scripts = _scripts()
    newest = max(scripts)
    changed = False
    with database.write() as tx:
        queued.begin(tx, database.shown)
        if not queued.exists(tx):
            queued.run(tx, schema, newest)
            changed = True
        seen = _seen(database, queued.version(tx))
        queued.connect_letters(tx)
    for name in sorted(name for name in scripts if name > seen):
        # One by one: PostgreSQL lets a new word of an enumeration be used in the next transaction.
        with database.write() as tx:
            queued.begin(tx, database.shown)
            if name > _seen(database, queued.version(tx)):
                queued.run(tx, scripts[name], name)
                changed = True
    return changed


def ready(database: Database) -> None:
    """Refuse a database whose queue is not the installed version's.

    Raises:
        Trouble: it is not, or the extra is not installed.
        DatabaseError: the database cannot be used.

    """
    _, scripts = _scripts()
    with database.read() as tx:
        there, seen = queued.exists(tx), queued.version(tx)
    if not there or seen != max(scripts):
        what = "has no queue" if not there else "has a queue of another version"
        raise Trouble(
            f"The database {database.shown} {what}.", "Stop all workers, and run 'intake db upgrade'."
        )


def _seen(database: Database, version: str | None) -> str:
    if version is None:
        raise Trouble(
            f"The database {database.shown} holds a queue of something else than intake.",
            "Give intake a database of its own.",
        )
    return version


def _scripts() -> tuple[str, dict[str, str]]:
    """Procrastinate's schema as it is now, and the steps that led there, by name: they sort as they came."""
    try:
        from procrastinate.schema import SchemaManager
    except ImportError as error:
        raise Trouble(
            f"The engine 'procrastinate' needs the Python package {error.name}, which is not installed.",
            "Install it: pip install 'intake[workers]'.",
        ) from error
    steps = Path(SchemaManager.get_migrations_path()).glob("*.sql")
    return SchemaManager.get_schema(), {path.stem: path.read_text(encoding="utf-8") for path in steps}


def _connect(database: Database) -> dict[str, Any]:
    """What the driver is told, as for our own connections."""
    _, words = database.engine.dialect.create_connect_args(database.url)
    wanted: dict[str, Any] = postgresql.options(database.url)["connect_args"]
    return dict(words) | wanted
