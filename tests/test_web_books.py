"""What the console does to the books: once, whole, and as it was shown; beside others who are at work."""

from __future__ import annotations

import hashlib
import html
import re
import threading
import time
from datetime import timedelta

import pytest
from rigs.backups import OWN, backed_up, but, elsewhere, restored, rows
from rigs.console import Browser, opened
from rigs.database import SQLITE, drop_database, make_database
from rigs.office import CV, FULL, IN_TIME, LETTER, SALMA, Office
from rigs.receiver import Receiver, answer
from rigs.traces import traces

from intake.domain.trouble import Misuse
from intake.services import api_tokens, editions, overrides, webhooks
from intake.services.deliver import deliver
from intake.services.digest import digest as digest_of
from intake.services.poll import poll
from intake.services.reconcile import Reconciled
from intake.settings.files import digest, text_of
from intake.store import accounts as account_store
from intake.web import background, health, tray

REFERENCE = "OMP-2026-0001"
BASE = f"/applications/{REFERENCE}"
_HIDDEN = re.compile(r'<input type="hidden" name="(?!csrf|next)([^"]+)" value="([^"]*)">')


def hidden(browser: Browser) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(browser.page)}


def sha256(office: Office, file: str) -> str:
    ((digest,),) = office.sql("SELECT sha256 FROM document WHERE file = :file", file=file)
    return str(digest)


@pytest.fixture
def salma(office):
    office.apply([CV, LETTER])
    office.poll_at(IN_TIME)


def test_a_decision_is_stale_once_its_posting_asks_for_something_else(office, salma, console):
    """What was shown is what is done, or nothing is."""
    nadia, digest = console.recruiter(), sha256(office, "Lettre.pdf")
    seen = nadia.get(f"{BASE}/decide/correct?document={digest}&kind=letter&kind=references&referees=3")
    assert "becomes complete" in seen.text
    fields = hidden(seen) | {"kind": ["letter", "references"]}
    office.posting(documents=["cv", "letter", "diploma", {"kind": "references", "count": 3}])
    console.desks.reread()
    page = nadia.post(f"{BASE}/decide/correct", **fields)
    assert (page.status, "has changed since you looked" in page.text) == (409, True)
    assert office.application()["status"] == "incomplete"


@pytest.mark.parametrize("quiet", [{}, {"quiet": "1"}])
def test_who_hears_it_by_a_letter_that_waits_is_not_said_to_hear_nothing(office, quiet):
    office.apply([CV, LETTER])
    with opened(office) as console:
        (mailbox,) = console.desk.settings.mailboxes.values()
        poll(console.desk, mailbox)
        nadia, digest = console.recruiter(), sha256(office, "Lettre.pdf")
        nadia.get(f"{BASE}/decide/correct?document={digest}&kind=letter&kind=references&referees=3")
        done = nadia.post(
            f"{BASE}/decide/correct", **hidden(nadia) | {"kind": ["letter", "references"]}, **quiet
        )
        assert "Nothing is sent" not in done.text
        deliver(console.desk)
        assert len(office.letters) == 1
        assert "complet" in office.letters[0].text


def test_two_people_decide_at_once_and_the_second_is_told(office, salma, console):
    people = [console.recruiter(), console.admin()]
    fields = []
    for each, word in zip(people, ("withdraw", "spam"), strict=True):
        each.get(f"{BASE}/decide/{word}")
        fields.append(hidden(each))
    start = threading.Barrier(2)

    def act(number: int, word: str) -> None:
        start.wait()
        people[number].post(f"{BASE}/decide/{word}", **fields[number])

    threads = [threading.Thread(target=act, args=pair) for pair in enumerate(("withdraw", "spam"))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each.status for each in people) == [200, 409]
    settled = office.sql("SELECT action FROM audit WHERE action LIKE 'settle%'")
    assert len(settled) == 1


def test_a_mail_that_two_assign_at_once_is_assigned_once(office, console):
    office.posting("autre", title="Autre poste", subject="Autre_poste", reference="AUT")
    office.apply(FULL, subject="Ma candidature")
    office.poll_at(IN_TIME)
    console.desks.reread()
    people = [console.admin(), console.recruiter()]
    for each in people:
        each.get("/messages/1/assign?posting=omp")
    start = threading.Barrier(2)

    def act(number: int, posting: str) -> None:
        start.wait()
        people[number].post("/messages/1/assign", posting=posting, seen="unmatched")

    threads = [threading.Thread(target=act, args=pair) for pair in enumerate(("omp", "autre"))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(office.applications()) == 1
    assert len(office.sql("SELECT id FROM letter WHERE kind <> 'unmatched'")) == 1
    assert [each.status for each in people] == [200, 200], [each.text for each in people]


# --- comparing with the servers -------------------------------------------------


def test_of_two_who_compare_at_once_one_does_it(office, console, monkeypatch):
    """The first to end would give back what the other holds: both work under one name."""
    begun, go = [], threading.Event()

    def slowly(desk, mailbox):
        begun.append(mailbox.name)
        go.wait(10)
        return Reconciled(folders=())

    def hesitant(visit, thing, put=background.put):
        time.sleep(0.05)
        return put(visit, thing)

    monkeypatch.setattr(health, "reconcile", slowly)
    monkeypatch.setattr(background, "put", hesitant)
    people = [console.signed_in(f"admin{number}@example.org", "admin") for number in range(6)]
    for each in people:
        each.get("/reconcile")
    start = threading.Barrier(len(people))

    def act(each: Browser) -> None:
        start.wait()
        each.post("/reconcile")

    threads = [threading.Thread(target=act, args=[each]) for each in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    time.sleep(0.3)
    assert begun == ["jobs"]
    go.set()


def test_what_takes_longer_than_an_hour_is_still_at_work(office, console, monkeypatch):
    go = threading.Event()
    begun = []

    def slowly(desk, mailbox):
        begun.append(mailbox.name)
        go.wait(10)
        return Reconciled(folders=())

    monkeypatch.setattr(health, "reconcile", slowly)
    admin = console.admin().get("/reconcile").post("/reconcile")
    monkeypatch.setattr(tray, "_LONGEST", 0.0)
    assert admin.get("/configuration/nothing").status == 404
    page = admin.get("/reconcile").post("/reconcile")
    assert "being done already" in page.text
    assert begun == ["jobs"]
    go.set()


def test_who_is_told_to_end_lets_what_compares_finish_the_mail_in_hand(console, monkeypatch):
    ended = []

    def compare(desk, _):
        assert desk.stopping.wait(10)
        ended.append("mail")
        return Reconciled(folders=())

    monkeypatch.setattr(health, "reconcile", compare)
    console.admin().get("/reconcile").post("/reconcile")
    background.finish(console.desk, 10)
    assert ended == ["mail"]


# --- files ------------------------------------------------------------------------


def test_of_templates_that_are_changed_together_all_are_or_none(office, console):
    """The second cannot be written: the first is as it was, as the history has it."""
    desk = console.desk
    texts = {
        "acknowledgement/late/fr.txt": "Subject: Tard\n\nTard.\n",
        "acknowledgement/late/fr.html": "<p>Tard.</p>\n",
    }
    folder = overrides.folder(desk)
    first = folder / "acknowledgement" / "late" / "fr.txt"
    first.parent.mkdir(parents=True)
    first.write_text("Subject: Avant\n\nAvant.\n", encoding="utf-8")
    changes = overrides.changes(desk, texts)
    expected = {each.file: digest(each.before) for each in changes}
    writes = []

    def full(path, data, mode, write=overrides.write_whole):
        writes.append(path)
        if len(writes) == 2:
            raise OSError(28, "No space left on device")
        write(path, data, mode)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overrides, "write_whole", full)
        with pytest.raises(Misuse, match="No space left"):
            overrides.write(desk, changes, "late", "fr", expected=expected, account_id=None)
    assert first.read_text(encoding="utf-8") == "Subject: Avant\n\nAvant.\n"
    assert office.sql("SELECT id FROM edition") == []


def test_a_password_stays_what_it_was_where_its_file_of_settings_cannot_be_written(
    office, console, monkeypatch
):
    desk = console.desk
    editions.keep_secret(desk.settings.base, "jobs", "before")
    text = text_of(desk.settings.folder, "intake.yaml")

    def full(*_):
        raise Misuse("intake.yaml cannot be written: No space left. Nothing was changed.", "Make room.")

    monkeypatch.setattr(editions, "put", full)
    for name in ("jobs", "new"):
        with pytest.raises(Misuse, match="Nothing was changed"):
            editions.write(
                desk,
                "intake.yaml",
                text + "\n",
                expected=digest(text),
                account_id=None,
                secrets={name: "after"},
            )
    secrets = desk.settings.base / "var" / "secrets"
    assert {each.name: each.read_text() for each in secrets.iterdir()} == {"jobs": "before\n"}


def test_what_is_written_while_another_file_is_broken_is_not_said_to_hold(office, console):
    admin = console.admin()
    admin.get("/postings/omp/edit")
    (office.config / "postings" / "broken.yaml").write_text("title: [", encoding="utf-8")
    admin.post("/postings/omp/close")
    admin.post(admin.path)
    assert "does not hold yet" in admin.text, admin.text
    assert "postings/broken.yaml" in admin.text


# --- webhooks -----------------------------------------------------------------------


def test_a_webhook_that_is_switched_off_is_not_called_any_more(office, console):
    desk = console.desk
    console.admin()

    def off(handler):
        if len(receiver.heard) == 1:
            webhooks.switch(desk, 1, on=False)
        answer(204)(handler)

    with Receiver(off) as receiver:
        with desk.database.read() as tx:
            user = account_store.user_of(account_store.row_by_email(tx, "admin@example.org"))
        webhooks.add(desk, user, receiver.url)
        for number in range(3):
            office.apply((CV,), sender=f"c{number}@example.com")
        office.poll()
        webhooks.call(desk)
        assert len(receiver.heard) == 1


# --- backup, copy and erasing ---------------------------------------------------------


@pytest.fixture
def story(office, salma):
    """A dossier that people noted something of, that a webhook is still to be told of, and its letters."""
    with opened(office) as console:
        admin, nadia = console.admin(), console.recruiter()
        with Receiver(answer(503)) as receiver:
            with console.desk.database.read() as tx:
                user = account_store.user_of(account_store.row_by_email(tx, "admin@example.org"))
            webhooks.add(console.desk, user, receiver.url)
            nadia.get(BASE).post(f"{BASE}/notes", note="Salma Berrada est à inviter.")
            nadia.get(f"{BASE}/decide/withdraw")
            nadia.post(f"{BASE}/decide/withdraw", **hidden(nadia))
            webhooks.call(console.desk)
            nadia.get(f"{BASE}/decide/undo")
            nadia.post(f"{BASE}/decide/undo", **hidden(nadia))
        admin.get("/postings/omp/edit").post("/postings/omp/close")
        admin.post(admin.path)
        tokens = api_tokens.make(console.desk, user, "grist", timedelta(days=30))
        assert tokens
    return office


NEW = {"account", "note", "webhook", "call", "event", "edition", "api_token", "word"}


def test_what_the_console_keeps_is_in_a_backup(story, tmp_path):
    before = rows(story)
    assert {name for name, there in before.items() if there} >= NEW
    other = elsewhere(story, tmp_path / "other")
    restored(other, backed_up(story))
    after = rows(other)
    assert but(after, *OWN, "letter") == but(before, *OWN, "letter")
    with opened(other) as console:  # nobody is signed in there any more, and numbers go on
        assert other.sql("SELECT * FROM session") == []
        nadia = console.recruiter()
        nadia.get(BASE).post(f"{BASE}/notes", note="Encore une note.")
        assert "Encore une note." in nadia.text
        assert "Salma Berrada" in nadia.get("/applications?q=berrada").text


def test_nothing_that_the_console_keeps_of_a_person_outlives_their_erasing(story):
    said = story.run("erase", SALMA, "--json")
    assert (said.status, said.json["left"]) == (0, 0), said.err
    assert said.json["removed"]["notes"] == 1
    for table in ("note", "word", "event", "call", "application"):
        assert story.sql(f"SELECT * FROM {table}") == [], table
    if story.database == SQLITE:
        assert traces(story.base / "var", ["berrada", "inviter"]) == set()


@pytest.mark.sqlite
def test_what_the_console_keeps_is_copied_to_a_server(story, postgres):
    url = make_database(postgres.url(), template=None)
    try:
        ran = story.run("db", "copy", url)
        assert ran.status == 0, ran.err + ran.out
    finally:
        drop_database(postgres.url(), url)


def test_a_file_that_is_called_like_the_digest_of_another_is_not_taken_for_it(office):
    """A candidate names files; the console means a document by its bytes."""
    bare = hashlib.sha256(LETTER[1]).hexdigest()
    office.apply([LETTER, (bare, CV[1])])
    office.poll_at(IN_TIME)
    with opened(office) as console:
        nadia = console.recruiter()
        seen = nadia.get(f"{BASE}/decide/correct?document={bare}&kind=references&referees=3")
        assert "Document Lettre.pdf" in seen.text


# --- a mail that a person takes in --------------------------------------------------------


def test_an_answer_that_a_recruiter_held_back_is_not_told_as_one_of_an_imported_mail(office):
    office.apply(FULL, subject="Ma candidature")
    office.poll_at(IN_TIME)
    with opened(office) as console:
        nadia = console.recruiter().get("/messages/1/assign?posting=omp")
        nadia.post("/messages/1/assign", posting="omp", seen="unmatched", quiet="1")
        assert [row.state for row in office.sql("SELECT state FROM letter")] == ["held"]
    tomorrow = IN_TIME + timedelta(days=1)
    with office.desk(lambda: tomorrow) as desk:
        digest_of(desk, tomorrow.date())
        deliver(desk)
    (letter,) = office.letters
    assert "OMP-2026-0001" in letter.text
    assert "retenue" not in letter.text


@pytest.mark.parametrize(("quiet", "state"), [({}, "sent"), ({"quiet": "1"}, "held")])
def test_who_was_told_that_no_posting_claims_the_mail_is_answered_once_one_does(office, quiet, state):
    office.configure({"jobs": office.mailbox(answer_unmatched=True)})
    office.apply(FULL, subject="Ma candidature")
    office.poll_at(IN_TIME)
    assert len(office.letters) == 1
    with opened(office) as console:
        nadia = console.recruiter().get("/messages/1/assign?posting=omp")
        for _ in range(2):
            nadia.post("/messages/1/assign", posting="omp", seen="unmatched", **quiet)
        deliver(console.desk)
    assert office.acknowledgements() == ([("complete", "sent")] if state == "sent" else [])
    assert [(row.kind, row.state) for row in office.sql("SELECT kind, state FROM letter ORDER BY id")] == [
        ("unmatched", "sent"),
        ("complete", state),
    ]
    assert len(office.letters) == 1 + (state == "sent")
