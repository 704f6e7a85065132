"""The tables of the queue, beside ours, and jobs put into it in the transaction of the rows they speak of.

They are Procrastinate's, and bear its name before theirs. Which of its scripts they have seen stands in the
comment of its first table. A letter that is due puts its job into the queue by a trigger, whoever writes
it: a worker, a command, a person at the console.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import text

from intake.store import postgresql
from intake.store.database import Transaction

# A job of the same key that waits is enough. Who is about to put one in is not waited for: two that write
# letters could wait for each other; what is left out so, the next tick finds.
_PUT = """
CREATE OR REPLACE FUNCTION intake_put(task text, lane text, key text, exclusive boolean, args jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM procrastinate_jobs WHERE queueing_lock = key AND status = 'todo') THEN
        RETURN;  -- as a rule; to be refused by the index leaves a dead row each time
    END IF;
    IF pg_try_advisory_xact_lock({lock}, hashtext(key)) THEN
        PERFORM procrastinate_defer_jobs_v1(ARRAY[
            ROW(lane, task, 0, CASE WHEN exclusive THEN key END, key, args, NULL)
        ]::procrastinate_job_to_defer_v1[]);
    END IF;
EXCEPTION WHEN unique_violation THEN
    NULL;
END $$
"""
# The outbox goes its way without a queue, too: the tick finds every letter.
_FOUND = """
CREATE OR REPLACE FUNCTION intake_letter_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM intake_put(
        'letters', 'letters', 'letters ' || NEW.mailbox, true, jsonb_build_object('mailbox', NEW.mailbox)
    );
    RETURN NULL;
EXCEPTION WHEN undefined_table OR undefined_function OR undefined_object THEN
    RETURN NULL;
END $$
"""
_TRIGGER = """
CREATE OR REPLACE TRIGGER intake_letter_found AFTER INSERT ON letter FOR EACH ROW
WHEN (NEW.state = 'pending' AND NEW.due_at <= clock_timestamp() + interval '2 seconds')
EXECUTE FUNCTION intake_letter_found()
"""
_KEYS = 0x1A7A50  # the advisory locks of keys; any number that nobody else uses


def begin(tx: Transaction, shown: str) -> None:
    """Let no other process change the tables until the transaction ends."""
    postgresql.begin_upgrade(tx, shown)


def exists(tx: Transaction) -> bool:
    """Whether the tables are there."""
    return tx.scalar(text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")) is True


def version(tx: Transaction) -> str | None:
    """The last script that the tables have seen; None: there are none, or they are not ours."""
    if not exists(tx):
        return None
    said: str | None = tx.scalar(text("SELECT obj_description('procrastinate_jobs'::regclass)"))
    return said.removeprefix(_SAYS) if said and said.startswith(_SAYS) else None


def run(tx: Transaction, script: str, name: str) -> None:
    """Run a script, and note that the tables have seen it."""
    script += f"\n;COMMENT ON TABLE procrastinate_jobs IS '{_SAYS}{name}'"
    tx.execution_options(no_parameters=True).exec_driver_sql(script)


def connect_letters(tx: Transaction) -> None:
    """Let a letter that is due put its job into the queue."""
    for statement in (_PUT.format(lock=_KEYS), _FOUND, _TRIGGER):
        tx.execution_options(no_parameters=True).exec_driver_sql(statement)


def put(
    tx: Transaction, task: str, *, lane: str, key: str, exclusive: bool = False, **args: str | int
) -> None:
    """Put a job into the queue, unless one of that key waits; `exclusive`: one of it runs at a time."""
    values: Mapping[str, object] = {
        "task": task,
        "lane": lane,
        "key": key,
        "exclusive": exclusive,
        "args": json.dumps(args),
    }
    tx.execute(text("SELECT intake_put(:task, :lane, :key, :exclusive, CAST(:args AS jsonb))"), values)


_SAYS = "of intake, after "
