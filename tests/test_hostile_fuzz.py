"""Any bytes are stored or quarantined: random ones, words of the grammar, and sound mails and files mutated.

The default run is the same each time. `make soak` goes on with other seeds for SOAK_SECONDS, and
says the seed with which anything went wrong.
"""

from __future__ import annotations

import logging
import os
import random
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count

import pytest
from builders import documents as make
from builders.documents import CV_FR, REFERENCES_FR
from builders.hostile import GOLDEN, HEAD, mutations
from builders.mails import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rigs.office import FULL, IN_TIME, Office

from intake.adapters.sandbox import Reader
from intake.domain.model import OUTCOMES
from intake.reading.terms import REQUIRED
from intake.services.desk import Mail
from intake.services.receive import receive
from intake.store import ledger
from intake.store.ledger import Copy

log = logging.getLogger(__name__)
SOAK = float(os.environ.get("SOAK_SECONDS", "300"))
DOSSIERS = [*GOLDEN, mail(files=FULL), mail(files=[("d.zip", make.zip_of(dict(FULL)))])]
DOCUMENTS = {
    "cv.pdf": make.pdf([CV_FR]),
    "cv.docx": make.docx(CV_FR),
    "cv.odt": make.odt(CV_FR),
    "cv.rtf": make.rtf(CV_FR),
    "cv.html": make.html(CV_FR),
    "cv.txt": CV_FR.encode("utf-16"),
    "d.zip": make.zip_of({"cv.pdf": make.pdf([CV_FR]), "r.txt": REFERENCES_FR(3).encode()}),
    "p.pdf": make.portfolio_pdf([CV_FR], {"r.txt": REFERENCES_FR(3).encode()}),
    "e.pdf": make.encrypted_pdf([CV_FR]),
}


def take_in(office: Office, raws: Iterable[bytes], *, until: float = float("inf")) -> Counter[str]:
    """Receive mails as a poll does, until that time of the monotonic clock; count the outcomes.

    What intake stumbles on is kept, too, and fails the test here: it is a fault of ours.
    """
    outcomes: Counter[str] = Counter()
    with office.desk(lambda: datetime.now(UTC)) as desk:
        mailbox = desk.settings.mailboxes["jobs"]
        with desk.database.read() as tx:
            first = len(ledger.listing(tx)) + 1
        for uid, raw in enumerate(raws, first):
            if time.monotonic() > until:
                break
            kept = Mail(mailbox=mailbox, raw=raw, sha256=desk.blobs.put(raw), received_at=IN_TIME)
            started = time.monotonic()
            done = receive(desk, kept, Copy(mailbox="jobs", folder="INBOX", uidvalidity=1, uid=uid))
            assert time.monotonic() - started < 60
            assert done is not None
            outcomes[done.outcome] += 1
        with desk.database.read() as tx:
            rows = ledger.listing(tx)
    assert outcomes.keys() <= set(OUTCOMES)
    assert len(rows) == first - 1 + outcomes.total()
    stumbled = [row.sha256 for row in rows if "could not be processed" in row.reason]
    assert not stumbled, stumbled
    return outcomes


def read_all(reader: Reader, seed: int, number: int) -> int:
    """Read mutated files; how many killed their reader. A sound file is read after each."""
    names, sound = list(DOCUMENTS), list(DOCUMENTS.values())
    killed = 0
    for index, data in enumerate(mutations(seed, number, sound)):
        documents = reader.read_file(data, names[index % len(names)])
        assert documents
        assert all(each.kinds or each.possible for each in documents), seed
        killed += documents[0].because.endswith(("reading it failed", "reading it took too long"))
    (document,) = reader.read_file(f"{CV_FR}{seed}".encode(), "cv.txt")
    assert document.kinds == ("cv",)
    assert document.possible != REQUIRED
    return killed


def test_mutated_mails_are_stored_or_quarantined(office: Office) -> None:
    outcomes = take_in(office, mutations(20260504, 400, DOSSIERS))
    assert outcomes.total() == 400
    assert len(outcomes) > 3, "the mutations keep mails of many sorts alive"
    assert sum(outcomes[each] for each in ("application", "supplement")) > 40


def test_mutated_files_are_documents(office: Office) -> None:
    with Reader(seconds=30) as reader:
        assert read_all(reader, seed=20260504, number=400) == 0


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(raws=st.lists(st.binary(max_size=3_000), min_size=3, max_size=3))
def test_random_bytes_are_stored_or_quarantined(office: Office, raws: list[bytes]) -> None:
    outcomes = take_in(office, [raws[0], HEAD + raws[1], HEAD + b"\r\n" + raws[2]])
    assert outcomes.total() == 3


@pytest.mark.soak
def test_mutated_mails_are_stored_or_quarantined_for_long(office: Office) -> None:
    end, outcomes = time.monotonic() + SOAK, Counter[str]()
    for seed in count(random.SystemRandom().randrange(1 << 30)):
        log.info("seed %d: %s", seed, outcomes)
        outcomes += take_in(office, mutations(seed, 500, DOSSIERS), until=end)
        if time.monotonic() > end:
            break
    assert outcomes.total() > 0


@pytest.mark.soak
def test_mutated_files_are_documents_for_long() -> None:
    end, killed = time.monotonic() + SOAK, 0
    with Reader(seconds=30) as reader:
        for seed in count(random.SystemRandom().randrange(1 << 30)):
            log.info("seed %d: %d readers died", seed, killed)
            killed += read_all(reader, seed, 300)
            if time.monotonic() > end:
                break
