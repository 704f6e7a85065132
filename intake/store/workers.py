"""Running processes and their claims: who holds a mailbox or a letter, and whether he still lives.

A worker's id says on which host, in which life of it, and as which process it runs, so that a
claim of a process that died here is free at once; elsewhere it is free when the process has not
been heard of for `SILENCE`.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, or_, select, update

from intake.store.database import Transaction
from intake.store.tables import mailbox, worker
from intake.store.upsert import insert_or_ignore

HEARTBEAT = timedelta(seconds=10)
SILENCE = timedelta(seconds=45)
_FORGET = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Living:
    """A process that is at work."""

    host: str
    pid: int
    heard_at: datetime


def this_process() -> str:
    """The id of the running process: `host/boot/pid namespace/pid/start time`."""
    pid = os.getpid()
    return "/".join((socket.gethostname(), _boot(), _namespace(), str(pid), _started(pid) or "0"))


def hear(tx: Transaction, me: str, now: datetime) -> None:
    """Note that this worker lives."""
    if not insert_or_ignore(tx, worker, {"id": me, "heard_at": now}):
        tx.execute(update(worker).where(worker.c.id == me).values(heard_at=now))


def leave(tx: Transaction, me: str) -> None:
    """Forget this worker, which ends in order and holds nothing any more."""
    tx.execute(delete(worker).where(worker.c.id == me))


def the_dead(tx: Transaction, me: str, now: datetime) -> list[str]:
    """Every worker whose claims are free.

    One whose clock is ahead is heard now at most: else it would hold its claims long after its death.
    """
    tx.execute(update(worker).where(worker.c.heard_at > now, worker.c.id != me).values(heard_at=now))
    rows = tx.execute(select(worker.c.id, worker.c.heard_at).where(worker.c.id != me))
    dead = [row.id for row in rows if _is_dead(row.id, row.heard_at, me, now)]
    tx.execute(delete(worker).where(worker.c.heard_at < now - _FORGET, worker.c.id.in_(dead)))
    return dead


def the_living(tx: Transaction, me: str, now: datetime) -> list[str]:
    """Every other worker that lives, or may live."""
    rows = tx.execute(select(worker.c.id, worker.c.heard_at).where(worker.c.id != me))
    return [row.id for row in rows if not _is_dead(row.id, row.heard_at, me, now)]


def living(tx: Transaction, me: str, now: datetime) -> list[Living]:
    """Every other worker that lives, or may live: where it runs, and when it was heard of last."""
    rows = tx.execute(select(worker.c.id, worker.c.heard_at).where(worker.c.id != me).order_by(worker.c.id))
    return [
        Living(host=row.id.rsplit("/", 4)[0], pid=int(row.id.rsplit("/", 2)[1]), heard_at=row.heard_at)
        for row in rows
        if not _is_dead(row.id, row.heard_at, me, now)
    ]


def lost_holders(tx: Transaction, me: str, now: datetime) -> set[str]:
    """The dead in whose hands mailboxes are, and who is not known at all."""
    # Who leases is heard of before, and who leaves has given back: so the leases are looked at first.
    leases = select(mailbox.c.leased_by).where(mailbox.c.leased_by.is_not(None)).distinct()
    holders = set(tx.scalars(leases))
    dead = the_dead(tx, me, now)
    known = set(tx.scalars(select(worker.c.id)))
    return holders - (known - {*dead}) - {me}


def lease(tx: Transaction, name: str, me: str, dead: Collection[str]) -> bool:
    """Take a mailbox for polling; False if a living worker holds it."""
    # Locked first: who waited for another's lease sees the others as they are now, not as before it.
    tx.execute(select(mailbox.c.name).where(mailbox.c.name == name).with_for_update())
    living = select(worker.c.id).where(worker.c.id.not_in(dead), worker.c.id != me)
    free = or_(mailbox.c.leased_by.is_(None), mailbox.c.leased_by.not_in(living))
    taken = tx.execute(update(mailbox).where(mailbox.c.name == name, free).values(leased_by=me))
    return taken.rowcount == 1


def release(tx: Transaction, name: str, me: str) -> None:
    """Give a mailbox back."""
    held = (mailbox.c.name == name, mailbox.c.leased_by == me)
    tx.execute(update(mailbox).where(*held).values(leased_by=None))


def is_free(holder: str | None, since: datetime | None, me: str, now: datetime) -> bool:
    """Whether what somebody has held since then, for a short while, is anybody's again."""
    return holder is None or since is None or _is_dead(holder, since, me, now)


def _is_dead(other: str, heard_at: datetime, me: str, now: datetime) -> bool:
    if now - heard_at > SILENCE:
        return True
    host, boot, namespace, pid, started = other.rsplit("/", 4)
    my_host, my_boot, my_namespace, _, _ = me.rsplit("/", 4)
    if host != my_host or (boot == my_boot and namespace != my_namespace):
        return False  # not for us to see: silence will tell
    return boot != my_boot or _started(int(pid)) != started


def _boot() -> str:
    """Which life of this host, where the system tells."""
    return _read("/proc/sys/kernel/random/boot_id").strip() or "0"


def _namespace() -> str:
    with suppress(OSError):
        return Path("/proc/self/ns/pid").readlink().name.strip("pid:[]")
    return "0"


def _started(pid: int) -> str | None:
    """When a process started, in clock ticks since boot (proc(5), field 22); None if it is dead."""
    if not Path("/proc/self/stat").exists():
        return _lives(pid)
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    if not fields or fields[0] in ("Z", "X"):
        return None
    return fields[19]


def _lives(pid: int) -> str | None:
    """The same question where there is no /proc."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    return "0"


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
