"""Lists and searches of the console over a million applications: the time of each question.

    cd benchmarks && python -m speed.lists [--count N] [--url URL] [--keep FILE]

Names are as skewed as they are: every twelfth candidate is called Mohamed, most family names are rare.
Postings are, too: the largest has a fifteenth of all applications, hundreds have a few.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, Final

from intake.domain.finding import asked, name_key, words_of
from intake.store import browse, inbox
from intake.store.database import Database
from intake.store.streams import Place
from intake.store.wanted import SORTS, Wanted
from speed.crowd import take_indexes

POSTINGS: Final = 600
END: Final = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
DAYS: Final = 400
FIRST: Final = (
    "Mohamed Fatima Ahmed Khadija Youssef Salma Omar Aicha Hamza Zineb Hassan Meryem Ayoub Imane Mehdi Sara "
    "Abdellah Nadia Rachid Hanane Karim Amina Said Houda Khalid Naima Mustapha Samira Anas Loubna Ismail Ghita "
    "Bilal Asmae Nabil Hajar Driss Wafae Adil Rim محمد فاطمة أحمد خديجة يوسف سلمى Pierre Marie Jean Sophie"
).split()
LAST: Final = (
    "Alaoui Idrissi Bennani Benali Tazi Fassi Berrada Naciri Amrani Cherkaoui Mansouri Filali Tahiri Chraibi "
    "Kettani Lahlou Sqalli Benjelloun Bouazza Haddad Ziani Rami Ouazzani Slaoui العلوي الإدريسي بناني Dupont Martin"
).split()
_SYLLABLES: Final = (
    "ba be bou cha da el fa ha ja ka la ma na ou ra sa ta wa za zi khi lou mi ni rou sse"
).split()
_COMMON: Final = 0.4  # of the family names
_STATUSES: Final = ("complete", "incomplete", "review", "late", "withdrawn", "spam")
_SHARES: Final = (60, 22, 10, 5, 2.5, 0.5)

SEARCHES: Final = (
    "mohamed", "fatima alaoui", "mohamed fatima", "moh", "ben", "zineb bouazza", "bilal dupont marie",
    "lahlou", "khimiba", "محمد", "nobodyatall", "mohamed nobodyatall", "@WHOLE", "#REFERENCE", "1987",
)  # fmt: skip


def people(count: int) -> Iterator[tuple[str, str]]:
    """Yield names and addresses."""
    chance = random.Random(7)
    rare = sorted({"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(30_000)})
    firsts = list(accumulate(1 / (n + 1) ** 0.8 for n in range(len(FIRST))))
    lasts = list(accumulate(1 / (n + 1) ** 0.9 for n in range(len(LAST))))
    for number in range(count):
        first = chance.choices(FIRST, cum_weights=firsts)[0]
        last = (
            chance.choices(LAST, cum_weights=lasts)[0] if chance.random() < _COMMON else chance.choice(rare)
        )
        plain = f"{first}.{last}".lower() if first.isascii() and last.isascii() else f"c{number % 9973}"
        year = chance.randint(1960, 2008)
        yield f"{first} {last.title()}", f"{plain}{year}{number % 977}.{number}@example.com"


def fill(database: Database, count: int) -> None:
    """Fill an empty database."""
    database.upgrade()
    sqlite = database.sqlite
    link = database.engine.raw_connection()
    driver: Any = link.driver_connection
    if sqlite:
        for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-500000", "temp_store=MEMORY"):
            driver.execute(f"PRAGMA {pragma}")
        driver.execute("BEGIN")
    else:
        driver.autocommit = True
        driver.execute("SET session_replication_role = replica")
        driver.execute("SET maintenance_work_mem = '512MB'")
    indexes = take_indexes(driver, "sqlite" if sqlite else "postgresql")
    columns = "id, reference, posting, email, name, name_key, status, late, received_at, missing, reason, references_count, unread"
    _write(driver, "application", columns, _applications(count), sqlite=sqlite)
    _write(driver, "word", "word, application_id", _words(count), sqlite=sqlite)
    for statement in (*_OTHERS[sqlite], *indexes):
        driver.execute(statement)
    if sqlite:
        driver.execute("COMMIT")
    else:
        driver.execute("VACUUM ANALYZE")
    link.invalidate()


def _applications(count: int) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(11)
    weights = list(accumulate(1 / (n + 3) for n in range(POSTINGS)))
    for number, (name, email) in enumerate(people(count), start=1):
        posting = chance.choices(range(POSTINGS), cum_weights=weights)[0]
        status = chance.choices(_STATUSES, weights=_SHARES)[0]
        when = END - timedelta(days=DAYS) * (1 - number / count)
        reason = "a required document could not be read" if status == "review" else "complete"
        yield (
            *(number, f"P{posting}-{when.year}-{number:04d}", f"p{posting}", email, name),
            *(name_key(name, email), status, False, f"{when:%Y-%m-%d %H:%M:%S.%f}", "[]", reason, 3, "[]"),
        )


def _words(count: int) -> Iterator[tuple[str, int]]:
    """In the order of the key, as it is written fastest."""
    rows = [(word, row[0]) for row in _applications(count) for word in words_of(row[4], row[3], row[1])]
    rows.sort()
    yield from rows


def _write(driver: Any, table: str, columns: str, rows: Iterator[Sequence[Any]], *, sqlite: bool) -> None:
    if not sqlite:
        with driver.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns.split(",")))
    while some := list(islice(rows, 50_000)):
        driver.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", some)


def _others(digest: str, false: str) -> tuple[str, ...]:
    mail = (
        "INSERT INTO message (id, mailbox, folder, uidvalidity, uid, sha256, size, received_at, taken_at, "
        "message_id, sender, subject, outcome, posting, application_id, reason, files, marked) "
    )
    nobodys = "CASE id % 3 WHEN 0 THEN 'unmatched' ELSE 'automatic' END"
    box = "'m' || (length(posting) + id % 7)"
    applications = (
        f"{mail} SELECT id, {box}, 'INBOX', 1, id, {digest}, 9, received_at, received_at, '<' || id || '@x>', "
        f"email, 'Candidature', 'application', posting, id, 'the subject is that of the posting', 2, {false} "
        "FROM application"
    )
    others = (
        f"{mail} SELECT 2000000 + id, {box}, 'INBOX', 2, id, {digest}, 9, received_at, received_at, "
        f"'<o' || id || '@x>', 'p' || id || '@example.net', 'Question', {nobodys}, NULL, NULL, "
        f"'no posting asks for it', CASE id % 40 WHEN 0 THEN 1 ELSE 0 END, {false} FROM application "
        "WHERE id % 10 = 0"
    )
    papers = (
        "INSERT INTO document (application_id, message_id, position, received_at, file, sha256, size, kinds, "
        "possible, pages, confidence, because, referees) SELECT id, id, 1, received_at, 'cv.pdf', "
        f"{digest}, 9, '[\"cv\"]', '[]', '[]', 0.9, 'x', '[]' FROM application"
    )
    return applications, others, papers


_OTHERS: Final = {
    True: _others("printf('%064x', id)", "0"),
    False: _others("lpad(to_hex(id), 64, '0')", "false"),
}


def scopes() -> dict[str, tuple[str, ...] | None]:
    """Who asks: an admin, and recruiters of so many postings, large and small."""
    few = tuple(f"p{n}" for n in (5, 180, 560))
    many = tuple(f"p{n}" for n in range(0, POSTINGS, 2))
    return {
        "admin": None,
        "1 posting": ("p2",),
        "1 small": ("p590",),
        "3 postings": few,
        "300 postings": many,
    }


def questions(whole: str, reference: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is asked."""
    for sort in SORTS:
        for statuses in ((), ("review",), ("review", "late", "incomplete"), ("spam",)):
            yield f"{sort} {'+'.join(statuses) or 'all'}", {"sort": sort, "statuses": statuses}
    for text in SEARCHES:
        words = asked(text.replace("@WHOLE", whole).replace("#REFERENCE", reference))
        for sort in ("newest", "oldest", "name"):
            for statuses in ((), ("late", "withdrawn")):
                name = f"“{text}” {sort} {'+'.join(statuses) or 'all'}"
                yield name, {"words": words, "sort": sort, "statuses": statuses}


# What is told of some runs: on a machine that does other things besides, `--best` is nearer to the truth.
_FIGURE: Final[list[Callable[[list[float]], float]]] = [statistics.median]


def timed(ask: Callable[[], Any], runs: int) -> float:
    """Return the median, or the best, in milliseconds."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        ask()
        found.append(1000 * (time.perf_counter() - start))
    return _FIGURE[0](found)


def measure(database: Database, runs: int = 5) -> dict[str, float]:
    """Ask everything of everybody; return the medians of the first and of a later page."""
    with database.read() as tx:
        row = browse.page(tx, Wanted(), None, 1).rows[0]
    found: dict[str, float] = {}
    for who, postings in scopes().items():
        for name, asks in questions(row.email, row.reference):
            wanted = Wanted(postings=postings, **asks)

            def ask(wanted: Wanted = wanted, place: Place | None = None) -> browse.Page:
                with database.read() as tx:
                    return browse.page(tx, wanted, place, 50)

            found[f"{who}: {name}"] = timed(ask, runs)
            page = ask()
            if page.more:
                last = page.rows[-1]
                place = Place(id=last.id, key=last.name_key if page.sort == "name" else "")
                found[f"{who}: {name}, page 2"] = timed(lambda w=wanted, p=place: ask(w, p), runs)  # type: ignore[misc]
    return found | _mails(database, row.email, row.reference, runs)


def _mails(database: Database, whole: str, reference: str, runs: int) -> dict[str, float]:
    boxes = tuple(f"m{n}" for n in range(2, 12))
    asked: dict[str, dict[str, Any]] = {
        "all": {}, "unmatched": {"outcomes": ("unmatched",)}, "quarantined": {"outcomes": ("quarantined",)},
        "automatic": {"outcomes": ("automatic",)}, "a mailbox": {"mailbox": "m5"}, "a posting": {"posting": "p2"},
        "a mailbox, unmatched": {"mailbox": "m5", "outcomes": ("unmatched",)},
        "a sender": {"spellings": (whole,)}, "a reference": {"reference": reference},
    }  # fmt: skip
    found = {}
    for who, postings in scopes().items():
        for name, asks in asked.items():
            wanted = inbox.Mails(postings=postings, mailboxes=() if postings is None else boxes[:5], **asks)

            def ask(wanted: inbox.Mails = wanted, place: Place | None = None) -> Any:
                with database.read() as tx:
                    return inbox.page(tx, wanted, place, 50)

            found[f"mails, {who}: {name}"] = timed(ask, runs)
            rows, more = ask()
            if more:
                found[f"mails, {who}: {name}, page 2"] = timed(
                    lambda w=wanted, i=rows[-1].id: ask(w, Place(id=i)),  # type: ignore[misc]
                    runs,
                )
    return found


def main() -> None:
    """Fill a database, ask, and show the slowest and the median."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--url", help="an empty PostgreSQL database; else SQLite")
    parser.add_argument("--keep", type=Path, help="an SQLite file, filled where it is not there yet")
    parser.add_argument("--filled", action="store_true", help="the database is filled already")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--best", action="store_true", help="the best of the runs, not their median")
    options = parser.parse_args()
    if options.best:
        _FIGURE[0] = min
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        file = options.keep or Path(folder) / "lists.db"
        database = Database(options.url or f"sqlite:///{file}")
        start = time.monotonic()
        if not options.filled:
            fill(database, options.count)
        print(f"filled in {time.monotonic() - start:.0f} s", flush=True)
        found = measure(database, options.runs)
        slow = sorted(found.items(), key=lambda item: -item[1])
        for name, milliseconds in slow[:40]:
            print(f"{milliseconds:8.1f}  {name}")
        print(f"{statistics.median(found.values()):8.1f}  median of {len(found)}")


if __name__ == "__main__":
    main()
