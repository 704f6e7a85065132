"""Kill −9 between every two steps of a message's way, run again: the same end state."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import documents
from builders.mails import mail
from rigs.crash import NOWHERE, Launcher, Office
from rigs.dovecot import Dovecot
from rigs.smtp import Sink
from sqlalchemy import update

import intake
from intake.store.tables import folder

IN_TIME = datetime(2026, 5, 3, 12, tzinfo=UTC)
TOO_LATE = datetime(2026, 5, 4, 15, tzinfo=UTC)  # 16:00 in Casablanca, where the deadline is exclusive

OMP = "Candidature_chargé(e) de projet_OMP"
NJT = "Project Officer NJT Daniel Okafor"
CV = ("CV.txt", documents.CV_FR.encode())
LETTER = ("Lettre.docx", documents.docx(documents.LETTER_FR))
REFERENCES = ("Références.txt", documents.REFERENCES_FR(3).encode())
ENGLISH = [("CV.txt", documents.CV_EN.encode()), ("Letter.txt", documents.LETTER_EN.encode())]

COMPLETE = mail(files=[CV, LETTER, REFERENCES], message_id="<salma@example.com>")
OMAR, LEILA = "Omar Idrissi <omar@example.com>", "Leila Haddad <leila@example.com>"
DANIEL = "Daniel Okafor <daniel@example.net>"
PART = mail(sender=OMAR, subject=OMP, files=[CV, LETTER], message_id="<omar@example.com>")
REST = mail(sender=OMAR, subject=f"Re: {OMP}", files=[REFERENCES], in_reply_to="<omar@example.com>")
BILL = mail(sender="Bob <bob@example.com>", subject="Facture", text="Votre facture.\n")
AWAY = mail(
    sender="Eve <eve@example.com>", subject=OMP, files=[CV], headers={"Auto-Submitted": "auto-replied"}
)
MAILS: list[tuple[bytes, datetime]] = [
    (COMPLETE, IN_TIME),
    (PART, IN_TIME),
    (BILL, IN_TIME),
    (REST, IN_TIME),
    (COMPLETE, IN_TIME),
    (AWAY, IN_TIME),
    (b"This is not a mail at all.\r\n", IN_TIME),
    (mail(sender=LEILA, subject=OMP, files=[CV, LETTER, REFERENCES]), TOO_LATE),
    (mail(sender="Ann <ann@example.com>", subject=OMP, text="Bonjour, le poste est-il à Rabat ?\n"), IN_TIME),
    (mail(subject=f"Re: {OMP}", text="Merci beaucoup !\n", in_reply_to="<salma@example.com>"), IN_TIME),
    (mail(sender=DANIEL, subject=NJT, files=ENGLISH, text="Please find my application attached."), IN_TIME),
    (mail(sender="Ines <ines@example.com>", subject=OMP, files=[("cv.pdf", b"%PDF-1.4 broken")]), IN_TIME),
]

# How often an undisturbed poll of MAILS passes each crash point.
PASSED = {
    "leased": 1,
    "fetched": 12,
    "blob written": 11,
    "blob synced": 11,
    "blob renamed": 11,
    "stored": 12,
    "parsed": 10,
    "judged": 10,
    "enqueued": 7,
    "before commit": 10,
    "committed": 10,
    "received": 12,
    "before cursor": 1,
    "cursor moved": 1,
    "before mark": 1,
    "marked": 1,
    "mark noted": 1,
    "recovered": 1,
    "claimed": 7,
    "sending": 7,
    "handed over": 7,
    "settled": 7,
}
# What other commands pass besides: their tests are below.
ELSEWHERE = {"digest enqueued", "digest made", "in renumbering"}
# A letter in hand there may have gone out: a person decides. Elsewhere each goes out exactly once.
MAYBE_OUT = {"sending": 0, "handed over": 1}

Open = Callable[..., Office]


def spread(passed: int) -> list[int]:
    """The first, the middle and the last time that a point is passed."""
    return sorted({1, (passed + 1) // 2, passed})


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    with Launcher() as started:
        yield started


@pytest.fixture
def new_office(tmp_path: Path, dovecot: Dovecot, sink: Sink, user: str, launcher: Launcher) -> Open:
    def opened(**changes: Any) -> Office:
        return Office(
            base=tmp_path / "office", dovecot=dovecot, sink=sink, user=user, launcher=launcher, **changes
        )

    return opened


class Undisturbed:
    """What one poll that nothing disturbs leaves behind."""

    def __init__(self, office: Office) -> None:
        office.fill(MAILS)
        self.passed = office.run("poll", crash_at=NOWHERE).passed
        self.state, self.letters, self.letter_states = (
            office.state(),
            office.letters(),
            office.letter_states(),
        )


@pytest.fixture(scope="session")
def undisturbed(
    tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot, launcher: Launcher
) -> Undisturbed:
    base = tmp_path_factory.mktemp("undisturbed") / "office"
    with Sink() as sink:
        user = f"{base.parent.name}@example.org"
        return Undisturbed(Office(base=base, dovecot=dovecot, sink=sink, user=user, launcher=launcher))


def test_an_undisturbed_poll_files_marks_and_answers_everything(undisturbed):
    outcomes = Counter(row["outcome"] for row in undisturbed.state["messages"])
    assert outcomes == {
        "application": 6,
        "supplement": 2,
        "duplicate": 1,
        "unmatched": 1,
        "automatic": 1,
        "quarantined": 1,
    }
    statuses = Counter(each["status"] for each in undisturbed.state["applications"])
    assert statuses == {"complete": 3, "late": 1, "review": 2}
    assert undisturbed.letter_states == {"sent": 7}
    assert sum(undisturbed.letters.values()) == len(undisturbed.letters) == 7
    marked = [b"$Intake" in each.flags for each in undisturbed.state["mailbox"]]
    assert marked == [bool(row["application"]) for row in undisturbed.state["messages"]]


def test_the_table_names_every_crash_point_that_a_poll_passes(undisturbed):
    assert undisturbed.passed == PASSED


def test_every_crash_point_of_the_program_is_tested_here():
    sources = [path.read_text() for path in Path(intake.__file__).parent.rglob("*.py")]
    named = {name for text in sources for name in re.findall(r'crashpoint\("([^"]+)"\)', text)}
    assert named == set(PASSED) | ELSEWHERE


@pytest.mark.parametrize(
    ("point", "nth"), [(point, nth) for point, passed in PASSED.items() for nth in spread(passed)]
)
def test_a_poll_killed_anywhere_and_made_again_ends_as_if_nothing_had_been(
    new_office, undisturbed, point, nth
):
    office = new_office()
    office.fill(MAILS)
    assert office.run("poll", crash_at=f"{point}:{nth}").code == -signal.SIGKILL
    office.settle()

    assert office.state() == undisturbed.state
    unknown = point in MAYBE_OUT
    assert office.letter_states() == Counter(sent=7 - unknown, unknown=int(unknown))
    assert office.letters() <= undisturbed.letters
    assert sum(office.letters().values()) == 7 - unknown + MAYBE_OUT.get(point, 0)

    before = office.sink.mails
    again = office.ask("poll")
    assert (again["outcomes"], again["sent"], again["pending"]) == ({}, 0, 0)
    assert office.state() == undisturbed.state
    assert office.sink.mails == before


@pytest.mark.parametrize(("point", "passed"), [("received", 12), ("settled", 7)])
def test_a_poll_killed_again_and_again_ends_all_the_same(new_office, undisturbed, point, passed):
    """Each run gets one mail, or one letter, further and dies."""
    office = new_office()
    office.fill(MAILS)
    killed = 0
    while office.run("poll", crash_at=point).code == -signal.SIGKILL:
        killed += 1
    assert killed == passed
    assert office.state() == undisturbed.state
    assert office.letters() == undisturbed.letters


@pytest.mark.parametrize("point", ["committed:2", "handed over:3"])
def test_a_true_command_line_dies_and_resumes_just_so(new_office, undisturbed, point):
    """The launcher's children are honest: the console script of a fresh interpreter does the same."""
    office = new_office()
    office.fill(MAILS)

    def poll(**env: str) -> int:
        command = [Path(sys.executable).with_name("intake"), *office.args("poll")]
        variables = {"PW": office.dovecot.password, **env}
        return subprocess.run(command, env=variables, capture_output=True, check=False).returncode

    assert poll(INTAKE_CRASH_AT=point) == -signal.SIGKILL
    poll()
    assert office.state() == undisturbed.state
    assert office.letters() == undisturbed.letters


@pytest.mark.parametrize("point", ["leased", "before mark", "marked", "mark noted"])
def test_moving_killed_anywhere_moves_each_application_once(new_office, point):
    office = new_office(account='processed: {move: "Traités"}')
    office.fill(MAILS[:3])
    assert office.run("poll", crash_at=point).code == -signal.SIGKILL
    office.settle()
    left, moved = (office.dovecot.snapshot(office.user, folder) for folder in ("INBOX", "Traités"))
    assert [row["outcome"] for row in office.ask("messages")] == ["application", "application", "unmatched"]
    assert (len(left), len(moved)) == (1, 2)
    assert len(office.sink.mails) == 2


# --- the other commands ---

FEW = [MAILS[0], MAILS[1], MAILS[2], MAILS[10]]


@pytest.mark.parametrize(
    "point", ["in renumbering:1", "received:1", "in renumbering:3", "received:5", "before cursor"]
)
def test_a_renumbering_killed_anywhere_adds_no_row_and_no_letter(new_office, point):
    office = new_office()
    office.fill([*FEW, MAILS[0]])
    office.settle()
    before, sent = office.state(), office.sink.mails
    office.dovecot.renumber(office.user)
    assert office.run("poll", crash_at=point).code == -signal.SIGKILL
    office.settle()

    after = office.state()
    places = sorted((row["uid"], row["sha256"]) for row in after["messages"])
    assert places == [(mail.uid, mail.sha256) for mail in after["mailbox"]]
    assert without_places(after) == without_places(before)
    assert office.sink.mails == sent


def without_places(state: dict[str, Any]) -> Any:
    rows = [{key: value for key, value in row.items() if key != "uid"} for row in state["messages"]]
    return rows, state["applications"], state["kept"]


DIGESTS = ["digest enqueued:1", "digest made:1", "digest enqueued:2", "digest made:2", "recovered"]
LETTERS = ["claimed:2", "sending:1", "handed over:2", "settled:1"]


@pytest.mark.parametrize("point", [*DIGESTS, *LETTERS])
def test_a_digest_killed_anywhere_reaches_each_recruiter_at_most_once(new_office, point):
    office = new_office()
    office.fill(FEW)
    office.settle()
    command = ("digest", "--date", "2026-05-04")
    assert office.run(*command, crash_at=point).code == -signal.SIGKILL
    for _ in range(2):
        made = office.run(*command, "--json").json

    unknown = point.partition(":")[0] in MAYBE_OUT
    assert Counter(each["state"] for each in made["digests"]) == Counter(
        sent=2 - unknown, unknown=int(unknown)
    )
    recruiters = [
        mail.recipients[0] for mail in office.sink.mails if b"OMP-" not in mail.raw.split(b"\r\n\r\n")[0]
    ]
    got = Counter(r for r in recruiters if r in ("direction@example.org", "board@example.org"))
    assert max(got.values()) == 1
    assert got.total() == (1 if point == "sending:1" else 2)


REPLAYS = ["parsed", "judged", "enqueued", "before commit", "committed", "recovered", "claimed", "sending"]


@pytest.mark.parametrize("point", [*REPLAYS, "handed over", "settled"])
def test_a_replay_killed_anywhere_and_made_again_ends_the_same(new_office, point):
    office = new_office()
    office.fill([*FEW, MAILS[2]])
    office.settle()
    (first,) = (row["id"] for row in office.ask("messages") if row["outcome"] == "unmatched")
    command = ("replay", str(first), "--posting", "omp")
    assert office.run(*command, crash_at=point).code == -signal.SIGKILL
    office.run(*command)
    office.settle()

    rows = {row["id"]: row for row in office.ask("messages")}
    (dossier,) = (
        each for each in office.ask("applications") if each["candidate"]["email"] == "bob@example.com"
    )
    assert rows[first]["outcome"] == "application"
    assert rows[first]["application"] == dossier["reference"] == "OMP-2026-0003"
    assert [row["application"] for row in rows.values() if row["outcome"] == "duplicate"] == ["OMP-2026-0003"]
    assert [each["state"] for each in dossier["acknowledgements"]] == [
        "unknown" if point in MAYBE_OUT else "sent"
    ]
    copies = [mail for mail in office.sink.mails if mail.recipients == ("bob@example.com",)]
    assert len(copies) == MAYBE_OUT.get(point, 1)


@pytest.mark.parametrize(
    "point", ["leased", "fetched:2", "stored:2", "committed:1", "received:2", "settled:1"]
)
def test_a_reconciliation_killed_anywhere_mends_every_loss_once(new_office, point):
    """Two mails that the cursor has passed are without a row: a poll is blind to them."""
    office = new_office(account="processed: leave")
    office.fill(FEW)
    office.settle()
    expected, sent = office.state(), office.letters()
    office.fill(MAILS[7:9])
    with office.tables() as tx:
        tx.execute(update(folder).values(cursor=6))
    office.settle()
    assert office.state()["messages"] == expected["messages"]

    assert office.run("reconcile", crash_at=point).code == -signal.SIGKILL
    office.run("reconcile")
    assert office.ask("reconcile")["folders"][0]["missing"] == 0
    office.settle()
    after = office.state()
    assert [row["uid"] for row in after["messages"]] == [1, 2, 3, 4, 5, 6]
    assert [each["status"] for each in after["applications"]][3:] == ["late", "review"]
    assert office.letter_states() == {"sent": 5}
    assert office.letters().total() == sent.total() + 2
