"""Lists and searches over what is stored: each page is what a look at every row gives, on every way to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from rigs.office import IN_TIME, SALMA, Office
from sqlalchemy import event, select, update

from intake.domain import finding as words
from intake.domain.model import STATUSES, Verdict
from intake.services.accounts import add as add_account
from intake.services.desk import Desk
from intake.store import browse, dossiers, finding, inbox, streams
from intake.store.database import Database, Transaction
from intake.store.streams import Place
from intake.store.tables import application, note, word
from intake.store.wanted import SORTS, Wanted

FIRST = ("Mohamed", "Fatima", "محمد", "Éloïse", "Mohamadou")
LAST = ("Alaoui", "BENNANI", "de la Tour", "Ben-Ali", "Alami")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Six hundred applications to four postings, with few names."""
    office = _office(tmp_path_factory.mktemp("crowd"))
    with office.desk(lambda: IN_TIME) as desk:
        with desk.database.write() as tx:
            for number in range(600):
                opened(tx, number)
        yield desk


def _office(base: Any) -> Office:
    class Port:
        port = 9

    class Nowhere:
        password, port_plain = "x", 9

    return Office(base, Nowhere(), "nobody@example.org", Port())  # type: ignore[arg-type]


def opened(tx: Transaction, number: int, **changes: Any) -> int:
    """An application: every name, posting and status in turn, each at its own pace."""
    first, last = FIRST[number % 5], LAST[number // 5 % 5]
    posting = f"p{number % 7 % 4}"
    values = {
        "reference": f"{posting.upper()}-2026-{number:04d}",
        "posting": posting,
        "email": f"{first}.{number}@example.com".lower(),
        "name": f"{first} {last}",
        "received_at": IN_TIME,
        "unread": [],
    } | changes
    status = STATUSES[number // 3 % len(STATUSES)]
    verdict = Verdict(status=status, late=False, missing=(), present=(), reason="", references_count=0)
    return dossiers.create(tx, values, verdict)


@cache
def _everything(url: str) -> tuple[list[Any], dict[int, set[str]]]:
    """Every row of the crowd's database, and the words of each."""
    database = Database(url)
    of: dict[int, set[str]] = {}
    with database.read() as tx:
        for row in tx.execute(select(word)):
            of.setdefault(row.application_id, set()).add(row.word)
        rows = list(tx.execute(select(application)))
    database.close()
    return rows, of


def plainly(tx: Transaction, wanted: Wanted) -> list[int]:
    """What the list is, found by a look at every row."""
    every, of = _everything(tx.engine.url.render_as_string(hide_password=False))

    def has(row: Any, asked: str) -> bool:
        its = of[row.id]
        return asked in its or (words.begins(asked) and any(each.startswith(asked) for each in its))

    rows = [
        row
        for row in every
        if (wanted.postings is None or row.posting in wanted.postings)
        and (not wanted.statuses or row.status in wanted.statuses)
        and all(has(row, each) for each in wanted.words)
    ]
    by = (lambda row: (row.name_key, row.id)) if wanted.sort == "name" else (lambda row: row.id)
    return [row.id for row in sorted(rows, key=by, reverse=wanted.sort == "newest")]


def paged(tx: Transaction, wanted: Wanted, size: int) -> list[int]:
    """All pages of a list, one behind the other; each is gone back from, too."""
    found: list[int] = []
    place, before = None, None
    for _ in range(1000):
        page = browse.page(tx, wanted, place, size)
        ids = [row.id for row in page.rows]
        if before and ids:
            back = browse.page(tx, wanted, _place(page.rows[0], wanted, back=True), size)
            assert [row.id for row in back.rows] == before
        found, before = [*found, *ids], ids
        if not page.more:
            return found
        place = _place(page.rows[-1], wanted)
    raise AssertionError("the pages have no end")


def _place(row: Any, wanted: Wanted, *, back: bool = False) -> Place:
    return Place(id=row.id, key=row.name_key if wanted.sort == "name" else "", back=back)


POSTINGS = (None, (), ("p0",), ("p1", "p3"), ("p0", "p1", "p2", "p3", "gone"))
ASKED_STATUSES = ((), ("review",), ("late", "withdrawn", "complete"))
SEARCHES = ("", "moh", "mohamed alaoui", "FATIMA", "محمّد", "de", "d", "eloise ben", "P1-2026-8", "nobody")
FOUND = ("moh", "mohamed alaoui", "d", "eloise ben", "P1-2026-8")
EVERY_WAY = ["one", "words", "sets", "all"]


@pytest.mark.parametrize(("postings", "statuses"), list(itertools.product(POSTINGS, ASKED_STATUSES)))
def test_every_page_of_every_list_is_what_a_look_at_every_row_gives(crowd, postings, statuses):
    with crowd.database.read() as tx:
        for sort in SORTS:
            wanted = Wanted(postings=postings, statuses=statuses, sort=sort)
            assert paged(tx, wanted, 61) == plainly(tx, wanted), sort


@pytest.mark.parametrize("way", EVERY_WAY)
@pytest.mark.parametrize("postings", [None, ("p1", "p3")])
def test_a_search_finds_the_same_on_every_way(crowd, monkeypatch, postings, way):
    ways = finding._ways

    def only(*given: Any) -> Any:
        there = ways(*given)
        return [each for each in there if each.by == way] or there

    monkeypatch.setattr(finding, "_ways", only)
    monkeypatch.setattr(finding, "_CHEAP", 0)
    with crowd.database.read() as tx:
        for text, statuses, sort in itertools.product(FOUND, ASKED_STATUSES[:2], SORTS):
            if way == "all" and sort == "name":
                continue
            wanted = Wanted(postings=postings, statuses=statuses, sort=sort, words=words.asked(text))
            assert paged(tx, wanted, 37) == plainly(tx, wanted), (text, statuses, sort)


def test_what_is_not_found_among_the_next_ones_is_looked_for_elsewhere(crowd, monkeypatch):
    monkeypatch.setattr(finding, "_AT_ONCE", 40)
    monkeypatch.setattr(finding, "_CHEAP", 0)
    with crowd.database.read() as tx:
        for sort in ("newest", "oldest"):
            wanted = Wanted(words=("moh",), sort=sort)
            assert paged(tx, wanted, 60) == plainly(tx, wanted)


def test_too_many_are_not_sorted_by_name_and_that_is_said(crowd, monkeypatch):
    monkeypatch.setattr(finding, "_NAMED", 100)
    with crowd.database.read() as tx:
        many, few = Wanted(words=("moh",), sort="name"), Wanted(words=("alaoui", "moh"), sort="name")
        assert (browse.page(tx, many, None, 9).sort, browse.page(tx, few, None, 9).sort) == ("newest", "name")
        newest = Wanted(words=("moh",))
        assert [row.id for row in browse.page(tx, many, None, 9).rows] == plainly(tx, newest)[:9]


def test_counts_end_where_nobody_reads_on(crowd):
    with crowd.database.read() as tx:
        assert browse.count(tx, Wanted()) == 600
        assert browse.count(tx, Wanted(), most=99) == 100
        assert browse.page(tx, Wanted(words=("alaoui",)), None, 5).total == 120


@pytest.mark.sqlite
@pytest.mark.parametrize("text", ["", "mohamed alaoui", "d"])
def test_no_question_goes_through_a_whole_table(crowd, text):
    asked: list[tuple[str, Any]] = []
    listen = lambda *given: asked.append(given[2:4])  # noqa: E731
    event.listen(crowd.database.engine, "before_cursor_execute", listen)
    with crowd.database.read() as tx:
        for postings, statuses, sort in itertools.product(POSTINGS, ASKED_STATUSES, SORTS):
            wanted = Wanted(postings=postings, statuses=statuses, sort=sort, words=words.asked(text))
            page = browse.page(tx, wanted, None, 5)
            browse.documents(tx, [row.id for row in page.rows])
            browse.changed(tx, browse.mark(tx), 5)
            mails = inbox.Mails(postings=postings, mailboxes=("jobs",), outcomes=("unmatched", "automatic"))
            inbox.page(tx, mails, None, 5)
            inbox.page(tx, inbox.Mails(postings=postings, spellings=("a@example.org",)), None, 5)
    event.remove(crowd.database.engine, "before_cursor_execute", listen)
    with crowd.database.read() as tx:
        for statement, values in {
            (each, values) for each, values in asked if " FROM " in f"{each} ".replace("\n", " ")
        }:
            for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values):
                way = row[-1]
                through = way.startswith(("SCAN application", "SCAN message", "SCAN word", "SCAN document"))
                assert not through or "INDEX" in way or "LIMIT" in statement, (way, statement)


# --- by which words -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("  Zoé  ", ("zoe",)),
        ("El-Amrani", ("el", "amrani")),
        ("أحمد", ("احمد",)),
        ("salma.berrada@example.com", ("=salma.berrada@example.com",)),
        ("Salma.Berrada1987@exam", ("salma", "berrada", "1987")),
        ("omp-2026-7", ("=omp-2026-0007",)),
        ("OMP-2026-0007", ("=omp-2026-0007",)),
        ("a a a", ("a",)),
        ("!!! ---", ()),
        ("\0'\"%_\\", ()),
        (" ".join(f"w{'x' * n}" for n in range(30)), tuple(f"w{'x' * n}" for n in range(8))),
    ],
)
def test_what_is_typed_becomes_words(text, found):
    assert words.asked(text) == found


def test_an_application_is_found_by_its_name_its_address_and_its_reference():
    its = words.words_of("Salma BERRADA", "s.berrada1987@example.com", "OMP-2026-0007")
    assert its == {"salma", "berrada", "s", "1987", "=s.berrada1987@example.com", "=omp-2026-0007"}
    for typed in ("sal", "Bérr", "1987", "s", "S.Berrada1987@example.com", "OMP-2026-7"):
        (asked,) = words.asked(typed)
        assert asked in its or (words.begins(asked) and any(each.startswith(asked) for each in its)), typed


def test_nobody_is_found_by_two_letters_of_a_name():
    assert not words.begins("sa")
    assert not words.begins("=salma@example.com")


def test_another_name_is_found_and_the_old_one_is_not(crowd):
    with crowd.database.write() as tx:
        new = opened(tx, 9000, name="Ancien Nom")
        stored = dossiers.get(tx, new)
        verdict = Verdict(status="review", late=False, missing=(), present=(), reason="", references_count=0)
        dossiers.change(tx, new, {"name": "Nouveau Nom", "email": "autre@example.com"}, verdict)
        assert stored.name == "Ancien Nom"

        def found(text: str) -> list[int]:
            return [row.id for row in browse.page(tx, Wanted(words=words.asked(text)), None, 5).rows]

        assert (found("ancien"), found("nouveau nom"), found("autre@example.com")) == ([], [new], [new])
        row = tx.execute(select(application).where(application.c.id == new)).one()
        assert row.name_key == "nouveau nom"
        tx.rollback()


def test_streams_of_a_place_that_is_gone_go_on_from_there(crowd):
    with crowd.database.read() as tx:
        order = streams.Order(table=application, place=Place(id=10_000_000))
        assert len(streams.streamed(tx, order, [], 5)) == 5


# --- forgetting --------------------------------------------------------------------


def test_an_erased_person_is_found_by_no_word_and_in_no_note(office):
    office.apply()
    office.apply(sender="Omar <omar@example.com>")
    office.poll()
    with office.desk(lambda: IN_TIME) as desk, desk.database.write() as tx:
        mine = dossiers.id_of(tx, "OMP-2026-0001")
        anna = add_account(desk, tx, email="anna@example.org", name="Anna", role="admin")
        values = {"account_id": anna.id, "at": IN_TIME, "text": f"{SALMA} called"}
        tx.execute(note.insert().values(application_id=mine, **values))
    said = office.run("erase", SALMA, "--json").json
    assert (said["left"], said["removed"]["notes"]) == (0, 1)
    assert office.sql("SELECT count(*) AS n FROM note")[0].n == 0
    assert {row.application_id for row in office.sql("SELECT application_id FROM word")} == {2}
    assert not [row.word for row in office.sql("SELECT word FROM word") if "salma" in row.word]


def test_a_note_on_another_dossier_that_names_the_person_is_left_and_said(office):
    office.apply()
    office.apply(sender="Omar <omar@example.com>")
    office.poll()
    with office.desk(lambda: IN_TIME) as desk, desk.database.write() as tx:
        other = dossiers.id_of(tx, "OMP-2026-0002")
        tx.execute(note.insert().values(application_id=other, at=IN_TIME, text=f"the sister of {SALMA}"))
    ran = office.run("erase", SALMA, "--json")
    assert (ran.status, ran.json["left"]) == (1, 1)


def test_retention_takes_notes_and_words_with_the_dossier(office):
    office.posting(retention={"months": 1})
    office.apply()
    office.poll()
    with office.desk(lambda: IN_TIME) as desk, desk.database.write() as tx:
        tx.execute(update(application).values(status="complete"))
        tx.execute(note.insert().values(application_id=1, at=IN_TIME, text="x"))
    office.sql("UPDATE letter SET state = 'sent'")
    from datetime import timedelta

    from intake.services.forget import retire

    with office.desk(lambda: IN_TIME + timedelta(days=90)) as desk:
        assert [each.dossiers for each in retire(desk)] == [1]
    assert [office.sql(f"SELECT count(*) AS n FROM {table}")[0].n for table in ("note", "word")] == [0, 0]


def test_a_backup_signs_nobody_in_and_keeps_tokens_of_the_api(office, tmp_path):
    from rigs.backups import backed_up, elsewhere, restored

    from intake.services import accounts, links

    office.apply()
    office.poll()
    with office.desk(lambda: IN_TIME) as desk, desk.database.write() as tx:
        anna = add_account(desk, tx, email="anna@example.org", name="Anna", role="admin")
        token = accounts.sign_in(desk, tx, anna)
        links.link(desk, tx, "password", anna, links.FORGOTTEN)
        values = {"account_id": anna.id, "name": "Payroll", "hash": "5" * 64, "created_at": IN_TIME}
        from intake.store.tables import api_token

        tx.execute(api_token.insert().values(**values))
    file = backed_up(office)
    other = elsewhere(office, tmp_path / "other")
    restored(other, file)
    counts = {
        table: other.sql(f"SELECT count(*) AS n FROM {table}")[0].n
        for table in ("account", "session", "link", "attempt", "api_token", "word")
    }
    assert counts == {"account": 1, "session": 0, "link": 0, "attempt": 0, "api_token": 1, "word": 4}
    with other.desk(lambda: IN_TIME) as desk:
        assert accounts.session(desk, token) is None
