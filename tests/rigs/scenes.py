"""What the crash tests disturb: a mailbox, the command that works it, and the crash points on the way."""

from __future__ import annotations

import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from builders import documents
from builders.mails import mail
from sqlalchemy import update

from intake.crash import POINTS
from intake.store.tables import folder, letter
from rigs.crash import NOWHERE, POSTINGS, Launcher, Office
from rigs.database import fresh_database
from rigs.dovecot import Dovecot
from rigs.smtp import Sink

IN_TIME = datetime(2026, 5, 3, 12, tzinfo=UTC)
TOO_LATE = datetime(2026, 5, 4, 15, tzinfo=UTC)  # 16:00 in Casablanca, where the deadline is exclusive

SOON = f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}"  # a deadline

OMP = "Candidature_chargé(e) de projet_OMP"
NJT = "Project Officer NJT Daniel Okafor"
CV = ("CV.txt", documents.CV_FR.encode())
LETTER = ("Lettre.docx", documents.docx(documents.LETTER_FR))
REFERENCES = ("Références.txt", documents.REFERENCES_FR(3).encode())
ENGLISH = [("CV.txt", documents.CV_EN.encode()), ("Letter.txt", documents.LETTER_EN.encode())]
SALMA = "salma.berrada@example.com"
OMAR, LEILA = "Omar Idrissi <omar@example.com>", "Leila Haddad <leila@example.com>"
DANIEL = "Daniel Okafor <daniel@example.net>"

COMPLETE = mail(files=[CV, LETTER, REFERENCES], message_id="<salma@example.com>")
PART = mail(sender=OMAR, subject=OMP, files=[CV, LETTER], message_id="<omar@example.com>")
REST = mail(sender=OMAR, subject=f"Re: {OMP}", files=[REFERENCES], in_reply_to="<omar@example.com>")
BILL = mail(sender="Bob <bob@example.com>", subject="Facture", text="Votre facture.\n")
AWAY = mail(
    sender="Eve <eve@example.com>", subject=OMP, files=[CV], headers={"Auto-Submitted": "auto-replied"}
)
NO_MAIL = b"This is not a mail at all.\r\n"
ASKS = mail(subject=f"Re: {OMP}", text="Je souhaite obtenir une copie de mes données personnelles.\n")
OFFICER = mail(sender=DANIEL, subject=NJT, files=ENGLISH, text="Please find my application attached.")

MAILS: list[tuple[bytes, datetime]] = [
    (COMPLETE, IN_TIME),
    (PART, IN_TIME),
    (BILL, IN_TIME),
    (REST, IN_TIME),
    (COMPLETE, IN_TIME),
    (AWAY, IN_TIME),
    (NO_MAIL, IN_TIME),
    (mail(sender=LEILA, subject=OMP, files=[CV, LETTER, REFERENCES]), TOO_LATE),
    (mail(sender="Ann <ann@example.com>", subject=OMP, text="Bonjour, le poste est-il à Rabat ?\n"), IN_TIME),
    (mail(subject=f"Re: {OMP}", text="Merci beaucoup !\n", in_reply_to="<salma@example.com>"), IN_TIME),
    (OFFICER, IN_TIME),
    (mail(sender="Ines <ines@example.com>", subject=OMP, files=[("cv.pdf", b"%PDF-1.4 broken")]), IN_TIME),
]
FEW = [(COMPLETE, IN_TIME), (PART, IN_TIME), (BILL, IN_TIME), (OFFICER, IN_TIME), (BILL, IN_TIME)]
SOME = [(COMPLETE, IN_TIME), (BILL, IN_TIME), (COMPLETE, IN_TIME), (NO_MAIL, IN_TIME), (PART, IN_TIME)]

# A letter in hand there is `unknown` afterwards, and may have gone out (1) or surely not (0).
MAYBE_OUT = {"sending": 0, "content sent": 0, "dot sent": 1, "handed over": 1}


def in_transaction(point: str) -> bool:
    """Whether others wait for the one who stops there."""
    return POINTS[point][1].endswith("not committed")


def spread(passed: int) -> list[int]:
    """The first, the middle and the last time that a point is passed."""
    return sorted({1, (passed + 1) // 2, passed})


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Scene:
    """A command whose process is killed, at each of `points`; `office` changes the office."""

    prepare: Callable[[Office], object]
    command: tuple[str, ...] = ("poll",)
    points: tuple[str, ...]
    office: Mapping[str, Any] = field(default_factory=dict)
    empty: bool = False  # the database has no schema yet


def worked(office: Office) -> None:
    """An inbox that has been read and answered."""
    office.fill(FEW)
    office.settle()


def _renumbered(office: Office) -> None:
    worked(office)
    office.dovecot.renumber(office.user)


def _erased(office: Office) -> None:
    """A candidate was erased; then the server numbers its mails anew."""
    worked(office)
    assert office.run("erase", SALMA).code == 0
    office.dovecot.renumber(office.user)


def _restored(office: Office) -> None:
    """The server comes back from an old backup: the same UIDVALIDITY, and UIDs from 1 again."""
    worked(office)
    office.dovecot.go_back(office.user)
    office.fill([(PART, IN_TIME), (REST, IN_TIME)])


def _overlooked(office: Office) -> None:
    """Two mails that the cursor has passed are without a row: a poll is blind to them."""
    worked(office)
    office.fill(MAILS[7:9])
    with office.tables() as tx:
        tx.execute(update(folder).values(cursor=7))
    office.settle()
    assert len(office.ask("messages")) == 5


def _greylisted(office: Office) -> None:
    office.fill(FEW)
    office.sink.plan("RCPT", "250 2.1.5 fine", "450 4.2.1 later")


def _to_remind(office: Office) -> None:
    """A candidate was told days ago what is missing, and the deadline comes near."""
    worked(office)
    long_ago = datetime.now(UTC) - timedelta(days=2)
    with office.tables() as tx:
        tx.execute(update(letter).values(created_at=long_ago, settled_at=long_ago))


def _asked(office: Office) -> None:
    """A candidate has asked for the data that is kept."""
    office.fill([*FEW, (ASKS, IN_TIME)])
    office.settle()


def _lost(office: Office) -> None:
    """Database and storage are gone; a backup is there."""
    worked(office)
    assert office.run("backup", "--output", "{base}/intake.tar").code == 0
    shutil.rmtree(office.base / "var")
    office.database = fresh_database(empty=True)
    office.configure()


_SENDS = ("recovered", "connected", "claimed", "before sending", *MAYBE_OUT, "settled")
_KEEPS = ("fetched", "blob written", "blob synced", "blob renamed", "stored")
_WRITES = (
    "in duplicate",
    "parsed",
    "judged",
    "in quarantine",
    "filed",
    "enqueued",
    "before commit",
    "committed",
)
_MARKS = ("before mark", "marked", "mark noted")

SCENES = {
    "poll": Scene(
        prepare=lambda office: office.fill(MAILS),
        points=(
            *("heard", "leased", "examined", "listed", *_KEEPS, *_WRITES, "received"),
            *("before cursor", "cursor moved", *_MARKS, "pass ended", "released", *_SENDS, "left"),
        ),
    ),
    "db upgrade": Scene(
        prepare=lambda office: office.fill(FEW),
        command=("db", "upgrade"),
        points=("upgrading", "upgraded"),
        empty=True,
    ),
    "move": Scene(
        prepare=lambda office: office.fill(SOME),
        points=_MARKS,
        office={"account": 'processed: {move: "Traités"}'},
    ),
    "renumbered": Scene(
        prepare=_renumbered,
        points=("in renumbering", "renumbered", "before cursor"),
    ),
    "restored": Scene(
        prepare=_restored,
        points=("retiring", "retired", "in renumbering", "received"),
    ),
    "capped": Scene(
        prepare=lambda office: office.fill(FEW),
        points=("held back", "settled"),
        office={"further": "limits: {overall: 2/hour}"},
    ),
    "greylisted": Scene(prepare=_greylisted, points=("put off", "settled")),
    "digest": Scene(
        prepare=worked,
        command=("digest", "--date", "2026-05-04"),
        points=("digest enqueued", "digest made", "claimed", "sending", "handed over", "settled"),
    ),
    "replay": Scene(
        prepare=worked,
        command=("replay", "3", "--posting", "omp"),
        points=("judged", "before commit", "committed", "sending"),
    ),
    "correct": Scene(
        prepare=worked,
        command=("correct", "OMP-2026-0002", "Lettre.docx", "letter", "--references", "3"),
        points=("enqueued", "corrected", "claimed", "sending", "settled"),
    ),
    "remind": Scene(
        prepare=_to_remind,
        points=("enqueued", "reminded", "claimed", "sending", "handed over", "settled"),
        office={"postings": {"omp": f"{POSTINGS['omp']}reminder: 30d\n".replace("2026-05-04", SOON)}},
    ),
    "requests": Scene(
        prepare=_asked,
        command=("requests", "--finish", "1", "--note", "a copy was sent"),
        points=("request finished",),
    ),
    "erase": Scene(
        prepare=worked,
        command=("erase", SALMA),
        points=("erasing", "erased", "bytes erased", "compacted"),
    ),
    "erased": Scene(prepare=_erased, points=("fetched", "stored", "bytes erased", "buried", "cursor moved")),
    "restore": Scene(
        prepare=_lost,
        command=("restore", "{base}/intake.tar"),
        points=("restore begun", "blob renamed", "mails restored", "rows restored", "restored"),
    ),
    "reconcile": Scene(
        prepare=_overlooked,
        command=("reconcile",),
        points=("compared", "stored", "committed", "received"),
        office={"account": "processed: leave"},
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class End:
    """What a scene leaves behind, how often its command passed each point, and what went out."""

    passed: dict[str, int]
    state: dict[str, Any]
    letters: Counter[Any]
    letter_states: Counter[str]


class Stage:
    """Plays scenes, each in an office of its own, and remembers how they end undisturbed."""

    def __init__(self, base: Path, dovecot: Dovecot, launcher: Launcher) -> None:
        self._base, self._dovecot, self._launcher = base, dovecot, launcher
        self._offices = 0
        self._ends: dict[Scene, End] = {}

    @contextmanager
    def open(self, scene: Scene) -> Iterator[Office]:
        """An office with a mailbox, an SMTP server and a database that nobody else has."""
        self._offices += 1
        base = self._base / str(self._offices)
        with Sink() as sink:
            yield Office(
                base=base / "office",
                dovecot=self._dovecot,
                sink=sink,
                user=f"{self._base.name}-{base.name}@example.org",
                launcher=self._launcher,
                database=fresh_database(empty=scene.empty),
                **scene.office,
            )

    def undisturbed(self, scene: Scene) -> End:
        """How a scene ends where nothing disturbs it."""
        if scene not in self._ends:
            with self.open(scene) as office:
                scene.prepare(office)
                passed = office.run(*scene.command, crash_at=NOWHERE).passed
                self.finish(scene, office)
                self._ends[scene] = End(
                    passed=passed,
                    state=office.state(),
                    letters=office.letters(),
                    letter_states=office.letter_states(),
                )
        return self._ends[scene]

    def kill(self, scene: Scene, point: str, nth: int) -> None:
        """Play a scene whose process dies the n-th time that it passes a point; it must end just so."""
        with self.open(scene) as office:
            scene.prepare(office)
            ended = office.run(*scene.command, crash_at=f"{point}:{nth}")
            assert ended.code == -signal.SIGKILL, ended.err
            self.finish(scene, office)
            try:
                self.compare(
                    scene, office, unknown=point in MAYBE_OUT, out=MAYBE_OUT.get(point, 0), point=point
                )
            except AssertionError as error:
                error.add_note(f"killed at {point}:{nth}: {office.letter_states()}")
                raise

    def finish(self, scene: Scene, office: Office) -> None:
        """Give the command again, as whoever gave it would, and let everything come to rest."""
        if scene.command != ("poll",):
            office.run(*scene.command)
        office.settle()

    def compare(
        self, scene: Scene, office: Office, *, unknown: int = 0, out: int = 0, point: str | None = None
    ) -> None:
        """Let another run do nothing, and hold the end of a scene against the undisturbed one.

        `unknown` letters were in hand as a process died at `point` or was taken for dead; `out` of them
        went out, or fewer where a server may hear of the end of the connection together with the dot.
        """
        before = office.sink.mails
        if scene.command != ("poll",):
            office.run(*scene.command)
        again = office.run("poll", "--json").json
        assert (again["outcomes"], again["sent"]) == ({}, 0)
        assert office.sink.mails == before

        expected = self.undisturbed(scene)
        assert office.state() == expected.state
        states = expected.letter_states - Counter(sent=unknown) + Counter(unknown=unknown)
        assert office.letter_states() == states
        assert office.letters() <= expected.letters
        least = 0 if point == "dot sent" else out
        gone = office.letters().total() - expected.letters.total() + unknown
        assert least <= gone <= out
