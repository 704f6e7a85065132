"""A console with a day behind it: the candidates of the demo, at its clock, with addresses of nobody.

The pictures of docs/console/ are taken of it, and each of its pages is looked at for faults.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import uvicorn

from intake.demo import office as demo
from intake.demo.story import ROUNDS
from intake.domain.model import Language
from intake.services import accounts, notes
from intake.services.desk import Desk
from intake.services.poll import poll
from intake.store import accounts as store
from intake.store import dossiers, editions
from intake.web.app import console
from intake.web.cookies import SESSION
from intake.web.desks import Desks
from rigs.net import LOOPBACK, free_port

_REAL = {  # addresses of the ads, which stand on no picture
    "lucile.poli@sos-maroc.org": "recrutement.sos@example.org",
    "omdp.direction.2@gmail.com": "candidatures.omp@example.org",
    "contact@lepartenariat.org": "contact.partenariat@example.org",
}
_TEXTS = {".yaml", ".txt"}


@dataclass(frozen=True, kw_only=True)
class Day:
    """The office at the end of that day, and the console that answers at `host`."""

    office: demo.Office
    desks: Desks
    app: Any
    host: str
    tokens: dict[str, str] = field(default_factory=dict)  # of the sessions, by address

    @property
    def desk(self) -> Desk:
        """The desk of now."""
        return self.desks.desk()

    def cookie(self, email: str = "admin@example.org", language: Language | None = None) -> dict[str, str]:
        """The cookie of somebody who is signed in, and reads in a language from now on."""
        with self.desk.database.write() as tx:
            row = store.row_by_email(tx, email)
            assert row is not None
            if language is not None:
                store.change(tx, row.id, language=language)
            if email not in self.tokens:
                self.tokens[email] = accounts.sign_in(self.desk, tx, store.user_of(row))
        value = accounts.signed(self.app.state.key, self.tokens[email])
        return {"name": SESSION, "value": value, "path": "/"}


@contextmanager
def a_day(folder: Path) -> Iterator[Day]:
    """Play the day of the demo in a folder, and open its console."""
    seeds = _seeds(folder / "seeds")
    before, demo.seeds = demo.seeds, lambda: seeds
    try:
        (folder / "day").mkdir()
        with demo.open_office(folder / "day") as office:
            for each in ROUNDS:
                office.work(each)
            office.close_the_day()
            with _serving(office) as day:
                _work(day)
                yield day
    finally:
        demo.seeds = before


def _seeds(folder: Path) -> Path:
    """A copy of the seeds with addresses of nobody."""
    shutil.copytree(demo.seeds(), folder)
    for path in folder.rglob("*"):
        if path.suffix in _TEXTS:
            text = path.read_text(encoding="utf-8")
            for real, ours in _REAL.items():
                text = text.replace(real, ours)
            path.write_text(text, encoding="utf-8")
    with (folder / "postings" / "partenariat-coordination-maroc.yaml").open("a", encoding="utf-8") as posting:
        posting.write("deadline: 2026-05-12 18:00\n")  # one that is still open, and closes
    return folder


def _work(day: Day) -> None:
    """What people have done since: accounts, a note, a correction taken further, a changed file."""
    desk = day.desk
    for mailbox in desk.settings.mailboxes.values():
        poll(desk, mailbox)  # in the morning: none is silent
    with desk.database.write() as tx:
        boss = accounts.add(desk, tx, email="admin@example.org", name="Nadia Idrissi", role="admin")
        other = accounts.add(
            desk, tx, email="direction.omp@example.org", name="Karima Benjelloun", role="recruiter"
        )
        for user in (boss, other):
            store.change(tx, user.id, language="fr")
        noted = SimpleNamespace(id=dossiers.id_of(tx, "OMP-2026-0005"), reference="OMP-2026-0005")
        notes.add(
            replace(desk, actor=other.actor), tx, noted, other.id, "Très bonne lettre ; à inviter en premier."
        )
        file = desk.settings.folder / "postings" / "omp-charge-de-projet.yaml"
        after = file.read_text(encoding="utf-8")
        before = after.replace("deadline: 2026-05-04 16:00", "deadline: 2026-04-30 16:00")
        editions.add(
            tx, file=f"postings/{file.name}", at=desk.now(), account_id=boss.id, before=before, after=after
        )


@contextmanager
def _serving(office: demo.Office) -> Iterator[Day]:
    desks = Desks(office.desk)
    app, port = console(desks), free_port()
    server = uvicorn.Server(
        uvicorn.Config(app, host=LOOPBACK, port=port, log_config=None, access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Day(office=office, desks=desks, app=app, host=f"http://{LOOPBACK}:{port}")
    finally:
        server.should_exit = True
        thread.join(30)
