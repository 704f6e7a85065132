"""Runs of `intake` as processes that may die at a crash point, and the end state that they leave.

`Launcher` starts one Python that has imported everything and compiled the letters, and forks a child
for each run: a process of its own, with its own connections, without the second that all that takes.
"""

from __future__ import annotations

import email
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection

from intake import settings
from intake.store.database import Database

TESTS = Path(__file__).parents[1]
NOWHERE = "nowhere"  # a crash point that is never passed: the run only counts

POSTINGS = {
    "omp": """\
title: Chargé(e) de projet
organisation: Observatoire Marocain des Prisons
mailbox: jobs
language: fr
subject: "Candidature_chargé(e) de projet_OMP"
documents: [cv, letter, {kind: references, count: 3}]
deadline: 2026-05-04 16:00
recruiters: [direction@example.org]
reference: OMP
""",
    "officer": """\
title: Project Officer
organisation: Northern Justice Trust
mailbox: jobs
language: en
subject: "Project Officer NJT {name}"
documents: [cv, letter]
recruiters: [direction@example.org, board@example.org]
reference: NJT
""",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """How a run ended: its exit status (-9: killed), what it said, and the crash points it passed."""

    code: int
    out: str
    err: str
    passed: dict[str, int] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        """What it printed, which must be one JSON document."""
        return json.loads(self.out)


class Launcher:
    """Forks a process for each run of `intake`. A context manager, used by one thread."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="launcher-")
        self._number = 0
        self._server = subprocess.Popen(
            [sys.executable, "-m", "rigs.crash"],
            cwd=TESTS,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.close()
        self._server.wait(timeout=30)
        self._server.stdout.close()
        self._folder.cleanup()

    def start(self, args: Sequence[str], *, crash_at: str | None = None, **env: str) -> tuple[int, Path]:
        """Start a run; give what it returns to `wait`. The first of the two is the process id."""
        self._number += 1
        output = Path(self._folder.name) / str(self._number)
        request = {"args": list(args), "crash_at": crash_at, "env": env, "output": str(output)}
        return int(self._ask(request)["pid"]), output

    def wait(self, started: tuple[int, Path]) -> Ended:
        """Wait until a run has ended."""
        pid, output = started
        code = self._ask({"wait": pid})["code"]
        texts = [output.with_suffix(end).read_text() for end in (".out", ".err")]
        passed: dict[str, int] = {}
        with suppress(FileNotFoundError):
            passed = json.loads(output.with_suffix(".passed").read_text())
        return Ended(code=code, out=texts[0], err=texts[1], passed=passed)

    def run(self, args: Sequence[str], *, crash_at: str | None = None, **env: str) -> Ended:
        """Run to the end."""
        return self.wait(self.start(args, crash_at=crash_at, **env))

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer


@dataclass(kw_only=True)
class Office:
    """One configuration, with a mailbox on a Dovecot and an SMTP sink of its own.

    `database` is a URL (default: SQLite in the folder). `further` are more lines of intake.yaml,
    `account` more lines of its mailbox.
    """

    base: Path
    dovecot: Any
    sink: Any
    user: str
    launcher: Launcher
    database: str = "sqlite:///var/intake.db"
    account: str = "processed: flag"
    further: str = ""
    imap_port: int | None = None
    poll: str = "{every: 60s, idle: true}"
    postings: Mapping[str, str] = field(default_factory=lambda: POSTINGS)

    def __post_init__(self) -> None:
        (self.config / "postings").mkdir(parents=True)
        self.configure()
        for posting_id, text in self.postings.items():
            (self.config / "postings" / f"{posting_id}.yaml").write_text(text, encoding="utf-8")

    @property
    def config(self) -> Path:
        """The configuration folder."""
        return self.base / "config"

    def configure(self) -> None:
        """Write intake.yaml."""
        (self.config / "intake.yaml").write_text(
            f"""\
organisation: Association Exemple
timezone: Africa/Casablanca
database: {self.database}
admins: [admin@example.org]
poll: {self.poll}
{self.further}
mailboxes:
  jobs:
    address: jobs@example.org
    imap:
      {{host: 127.0.0.1, port: {self.imap_port or self.dovecot.port_plain}, security: none,
       username: "{self.user}", password: {{env: PW}}}}
    smtp: {{host: 127.0.0.1, port: {self.sink.port}, security: none}}
    since: 2026-04-01
    {self.account}
""",
            encoding="utf-8",
        )

    def args(self, *args: str) -> tuple[str, ...]:
        """Those words of a command line, with the configuration."""
        return (*args, "--config", str(self.config))

    def fill(self, mails: Sequence[tuple[bytes, datetime]]) -> list[int]:
        """Put mails into the inbox."""
        uids: list[int] = self.dovecot.append_all(self.user, mails)
        return uids

    def start(self, *args: str, crash_at: str | None = None) -> tuple[int, Path]:
        """Start a command; give what it returns to `launcher.wait`."""
        return self.launcher.start(self.args(*args), crash_at=crash_at, PW=self.dovecot.password)

    def run(self, *args: str, crash_at: str | None = None) -> Ended:
        """Run a command of `intake` on this configuration, to its end."""
        return self.launcher.wait(self.start(*args, crash_at=crash_at))

    def ask(self, *args: str) -> Any:
        """Run a command with --json that must go well, and return its document."""
        ended = self.run(*args, "--json")
        assert ended.code == 0, ended.err
        return ended.json

    @contextmanager
    def tables(self) -> Iterator[Connection]:
        """A transaction of the database, to plant faults and to see what no command shows."""
        path = settings.load(self.config).database
        database = Database(path)
        with database.write() as tx:
            yield tx
        database.close()

    def settle(self) -> None:
        """Poll until nothing is new and nothing is due."""
        for _ in range(4):
            ended = self.run("poll", "--json")
            done = ended.json
            assert ended.code == 0 or done["failed"] == 0, ended.err
            if not (done["pending"] or any(each["new"] for each in done["mailboxes"])):
                return
        raise AssertionError(f"it does not come to rest: {ended.out} {ended.err}")

    def state(self) -> dict[str, Any]:
        """What candidates, recruiters and the server see in the end; times and random ids apart.

        Rows are named by their place among the rows: PostgreSQL leaves gaps where a transaction died.
        """
        rows = self.ask("messages")
        place = {row["id"]: number for number, row in enumerate(rows, start=1)}
        for row in rows:
            row["id"] = place[row["id"]]
            row["reason"] = re.sub(
                r"(the same bytes as mail )(\d+)", lambda m: f"{m[1]}{place[int(m[2])]}", row["reason"]
            )
        applications = self.ask("applications")
        for application in applications:
            application["messages"] = [place[row_id] for row_id in application["messages"]]
            for letter in application["acknowledgements"]:
                del letter["message_id"], letter["sent_at"], letter["state"]
        files = (path for path in (self.base / "var/storage").rglob("*") if path.is_file())
        kept = sorted(path.name for path in files if path.parent.name != "unfinished")
        return {
            "messages": rows,
            "applications": applications,
            "mailbox": self.dovecot.snapshot(self.user),
            "kept": kept,
        }

    def letters(self) -> Counter[tuple[str, str, str]]:
        """Each letter that the sink took: recipient, subject and words."""
        found: Counter[tuple[str, str, str]] = Counter()
        for taken in self.sink.mails:
            message = email.message_from_bytes(taken.raw, policy=policy.default)
            (recipient,) = taken.recipients
            found[(recipient, str(message["Subject"]), message.get_body(("plain",)).get_content())] += 1
        return found

    def letter_states(self) -> Counter[str]:
        """How many letters to candidates are in each state."""
        return Counter(
            letter["state"] for each in self.ask("applications") for letter in each["acknowledgements"]
        )


def until(told: Any, seconds: float = 30) -> Any:
    """Wait for what no event announces, in another process: ask again and again until it is true."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if found := told():
            return found
        time.sleep(0.02)
    raise AssertionError("it has not come true in time")


# --- the process that forks ---


def _serve() -> None:
    for module in ("alembic.command", "intake.cli", "intake.scheduler", "intake.services.replay"):
        import_module(module)
    from intake import app
    from intake.adapters.letters import Letters
    from intake.domain import samples

    letters = Letters(None)  # no run here has templates of its own
    for language in ("fr", "en"):
        letters.render_digest(samples.digests(language)[0])
        for kind in ("complete", "incomplete", "late", "review", "updated"):
            letters.render(samples.letters(kind, language)[0])
    app.Letters = lambda _folder: letters
    for line in sys.stdin:
        request = json.loads(line)
        if "wait" in request:
            _, status = os.waitpid(request["wait"], 0)
            answer = {"code": os.waitstatus_to_exitcode(status)}
        else:
            pid = os.fork()
            if pid == 0:
                _child(request)
            answer = {"pid": pid}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _child(request: Mapping[str, Any]) -> None:
    from intake import cli, crash

    output = Path(request["output"])
    code: object = 70
    try:
        _redirect(0, Path(os.devnull), os.O_RDONLY)
        _redirect(1, output.with_suffix(".out"), os.O_WRONLY | os.O_CREAT)
        _redirect(2, output.with_suffix(".err"), os.O_WRONLY | os.O_CREAT)
        os.environ |= request["env"]
        crash._wanted = request["crash_at"]
        sys.argv = ["intake", *request["args"]]
        cli.main()
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException:  # noqa: BLE001 - told as Python itself would
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        output.with_suffix(".passed").write_text(json.dumps(crash._passed))
        os._exit(code if isinstance(code, int) else 70)


def _redirect(descriptor: int, path: Path, flags: int) -> None:
    os.dup2(os.open(path, flags, 0o600), descriptor)


if __name__ == "__main__":
    _serve()
