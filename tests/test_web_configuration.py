"""Configuration in the console: the files stay the truth, each change is shown before it is written."""

from __future__ import annotations

import os
import re
import threading
import time
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener, urlopen

import pytest
from builders import documents
from builders.mails import mail
from rigs.console import Browser, Console
from rigs.net import free_port
from rigs.office import AFTER, FULL, IN_TIME, Office
from rigs.tokens import TokenServer

from intake.domain.trouble import Trouble
from intake.services import editions
from intake.settings import load
from intake.settings.files import digest
from intake.store import audit
from intake.store import editions as store

POSTING = """\
# How we write a posting.
title: "Chargé(e) de projet"   # as in the ad

mailbox: jobs
language: fr
subject: 'Candidature_chargé(e) de projet_OMP'
documents:
  - cv
  - letter
  - {kind: references, count: 3}  # three of them
deadline: 2026-05-04 16:00
recruiters:
  - direction@example.org
  - address: rh@example.org
    gets: [closing]
    language: ar
reference: OMP
digest: {at: "07:30"}  # nothing of the form
"""
AD = """\
Observatoire Marocain des Prisons

Offre d'emploi : chargé(e) de projet

Les candidats doivent envoyer un CV, une lettre de motivation et trois (3) références à l'adresse
jobs@example.org avant le 4 mai 2026 à 16h00, en mentionnant en objet « Candidature_OMP ».
"""


class _Forms(HTMLParser):
    """The forms of a page: the action of each, and what a browser would send of it."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        a = dict(attributes)
        if tag == "form":
            self.forms.append((a["action"], {}))
        if not self.forms:
            return
        fields = self.forms[-1][1]
        if tag == "input" and a.get("type") not in ("checkbox", "radio", "file") and a.get("name"):
            fields[a["name"]] = a.get("value") or ""
        elif tag == "input" and a.get("type") == "checkbox" and "checked" in a:
            fields[a["name"]] = a["value"]
        elif tag == "select":
            self._select = a["name"]
        elif tag == "option" and self._select and ("selected" in a or self._select not in fields):
            fields[self._select] = a["value"]
        elif tag == "textarea":
            self._area = a["name"]
            fields[self._area] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][1][self._area] += data


def form(browser: Browser, action: str) -> dict[str, str]:
    """The fields of the form of that action, filled in as the page has them."""
    parser = _Forms()
    parser.feed(browser.page)
    found = next(fields for each, fields in parser.forms if each.endswith(action))
    found.pop("csrf")
    return found


def send(browser: Browser, path: str, *, do: str | None = None, **changes: str) -> Browser:
    """Open a form, change some fields, and send it; "" takes a tick away."""
    browser.get(path)
    fields = form(browser, path.partition("?")[0]) | changes
    if do:
        fields["do"] = do
    return browser.post(path.partition("?")[0], **fields)


def confirm(browser: Browser) -> Browser:
    """Write what the page shows."""
    assert "/configuration/" in browser.path, browser.text
    return browser.post(browser.path)


def shown(browser: Browser) -> list[str]:
    """The lines of the change that the page shows: `+ …` and `- …`."""
    found = re.findall(r'<li class="(added|removed)">.*?<code>(.*?)</code></li>', browser.page)
    return [("+ " if sort == "added" else "- ") + line for sort, line in found]


@pytest.fixture
def written(office: Office) -> Office:
    """The office, its posting as a person wrote it."""
    (office.config / "postings" / "omp.yaml").write_text(POSTING, encoding="utf-8")
    return office


def posting_text(office: Office, name: str = "omp") -> str:
    return (office.config / "postings" / f"{name}.yaml").read_text(encoding="utf-8")


def files(office: Office) -> dict[str, bytes]:
    return {str(p.relative_to(office.base)): p.read_bytes() for p in office.config.rglob("*") if p.is_file()}


# --- postings ----------------------------------------------------------------


def test_a_change_is_shown_by_line_and_then_written_and_all_else_stays(written, console):
    admin = send(
        console.admin(), "/postings/omp/edit", **{"deadline-time": "18:00", "title": "Cheffe de projet"}
    )
    assert sorted(shown(admin)) == [
        "+ deadline: 2026-05-04 18:00",
        "+ title: &#34;Cheffe de projet&#34;   # as in the ad",
        "- deadline: 2026-05-04 16:00",
        "- title: &#34;Chargé(e) de projet&#34;   # as in the ad",
    ]
    assert "removed: title:" in admin.text
    assert posting_text(written) == POSTING
    confirm(admin)
    assert admin.path == "/postings/omp"
    after = POSTING.replace("16:00", "18:00").replace('Chargé(e) de projet"', 'Cheffe de projet"')
    assert posting_text(written) == after
    assert console.desks.desk().settings.postings["omp"].title == "Cheffe de projet"


def test_a_form_that_is_sent_as_it_is_changes_nothing(written, console):
    admin = send(console.admin(), "/postings/omp/edit")
    assert admin.path == "/postings/omp/edit"
    assert "Nothing was changed" in admin.text


def test_what_a_recruiter_gets_stays_and_others_are_added_behind(written, console):
    admin = send(
        console.admin(), "/postings/omp/edit", recruiters="RH@example.org\r\nneu@example.org\r\n\r\n"
    )
    confirm(admin)
    assert posting_text(written) == POSTING.replace("  - direction@example.org\n", "").replace(
        "    language: ar\n", "    language: ar\n  - neu@example.org\n"
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"document-diploma": "1"}, "  - diploma"),
        ({"grace": "15m"}, "grace: 15m"),
        ({"late": "refuse"}, "late: refuse"),
        ({"language-ar": ""}, "languages: [fr, en]"),
        ({"reminder": "2d"}, "reminder: 2d"),
        ({"retention": "24"}, "retention: {months: 24}"),
        ({"opens-date": "2026-04-01"}, "opens: 2026-04-01"),
        ({"draft": "1"}, "draft: true"),
        ({"organisation": "A: b # c"}, 'organisation: "A: b # c"'),
    ],
)
def test_each_field_is_written_as_a_person_would(written, console, changes, line):
    admin = confirm(send(console.admin(), "/postings/omp/edit", **changes))
    assert admin.path == "/postings/omp"
    assert line in posting_text(written).splitlines()
    load(written.config)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"deadline-date": "2026-02-31"}, "deadline-date", "A date or time such as"),
        ({"deadline-date": "", "deadline-time": "10:00"}, "deadline-date", "A date or time such as"),
        ({"opens-date": "2026-06-01"}, "deadline-date", "would end before it opens"),
        ({"subject": "{nom} {name}"}, "subject", "unknown placeholder {nom}"),
        ({"subject": ""}, "subject", "needs the subject"),
        ({"recruiters": "not an address"}, "recruiters", "A mail address such as"),
        ({"title": ""}, "title", "Write a title"),
        ({"title": "a\x07b"}, "title", "control character"),
        ({"title": "x" * 600}, "title", "At most 500 characters"),
        ({"mailbox": "../jobs"}, "mailbox", "There is no mailbox"),
        ({"grace": "2 weeks"}, "grace", "A duration such as"),
        ({"late": "never"}, "late", "One of flag, refuse"),
        ({"retention": "1.5"}, "retention", "whole number"),
        ({"language-fr": "", "language-en": "", "language-ar": ""}, "languages", "At least one"),
        ({"reference": "é"}, "reference", "A prefix of"),
        ({"references-count": "99"}, "documents", "from 1 to 20"),
    ],
)
def test_a_fault_stands_at_its_field_and_nothing_is_written(written, console, changes, field, words):
    before = files(written)
    admin = send(console.admin(), "/postings/omp/edit", **changes)
    assert admin.status == 422
    if field == "languages":
        assert words in admin.text
    else:
        told = re.search(rf'<p class="error" id="{field}-wrong">(.*?)</p>', admin.page)
        assert told, admin.text
        assert words in told[1].replace("&#39;", "'")
    kept = form(admin, "/postings/omp/edit")
    assert {
        name: kept.get(name, "") for name in changes if name != "late" and "\x07" not in changes[name]
    } == {name: value for name, value in changes.items() if name != "late" and "\x07" not in value}
    assert files(written) == before


def test_the_text_of_the_file_can_be_changed_for_everything_else(written, console):
    browser = console.admin().get("/postings/omp/edit?as=text")
    fields = form(browser, "/edit")
    assert fields["text"].strip() == POSTING.strip()
    browser.post(
        "/postings/omp/edit", **fields | {"text": POSTING.replace('"07:30"', '"09:00"').replace("\n", "\r\n")}
    )
    assert shown(browser) == [
        "- digest: {at: &#34;07:30&#34;}  # nothing of the form",
        "+ digest: {at: &#34;09:00&#34;}  # nothing of the form",
    ]
    confirm(browser)
    assert posting_text(written) == POSTING.replace("07:30", "09:00")


BOMB = "title: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"  # noqa: E501


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "nests too deeply or stands for too many values"),
        ("title: x\n\tlanguage: fr\n", "tab"),
        ("- a\n- b\n", "must hold keys"),
        ("", "empty"),
        ("title: !!python/object/apply:os.system [echo]\n", "tag"),
        ("title: [1, 2]\nlanguage: fr\ndocuments: [cv]\n", "Text is expected"),
        ("title: a\ntitle: b\nlanguage: fr\ndocuments: [cv]\n", "stands twice"),
        ("title: a\nlanguage: de\ndocuments: cv\n", "A list is expected"),
        ("x" * 300_000, "larger than 256 KB"),
        ("a: " + "[" * 5000, "nests too deeply"),
    ],
)
def test_a_text_that_is_no_posting_is_refused_with_what_is_wrong(written, console, text, words):
    before = files(written)
    browser = console.admin().get("/postings/omp/edit?as=text")
    browser.post("/postings/omp/edit", **form(browser, "/edit") | {"text": text})
    assert browser.status == 422
    assert words in browser.text
    assert files(written) == before


def test_a_new_posting_gets_a_name_of_its_title_and_is_written(office, console):
    admin = send(
        console.admin(),
        "/postings/new",
        title="Responsable (H/F) Études & Été",
        subject="Candidature – {name}",
        **{"deadline-date": "2026-06-01", "document-diploma": "1"},
    )
    assert "postings/responsable-etudes-ete.yaml" in admin.text
    assert not (office.config / "postings" / "responsable-etudes-ete.yaml").exists()
    confirm(admin)
    assert posting_text(office, "responsable-etudes-ete").splitlines() == [
        'title: "Responsable (H/F) Études & Été"',
        "mailbox: jobs",
        "language: en",
        'subject: "Candidature – {name}"',
        "documents: [cv, letter, diploma]",
        "deadline: 2026-06-01",
    ]
    assert console.desks.desk().settings.postings["responsable-etudes-ete"].subject == "Candidature – {name}"


@pytest.mark.parametrize(
    "name", ["../omp", "../../x", "con", "LPT1", "a b", "مشروع", "x/y", "x.yaml", "omp", "OMP", "x\ty"]
)
def test_a_name_that_is_no_name_or_is_taken_is_refused(office, console, name):
    before = files(office)
    admin = send(console.admin(), "/postings/new", title="X", subject="X {name}", id=name)
    assert admin.status == 422
    assert 'id="id-wrong"' in admin.page
    assert files(office) == before


def test_a_posting_like_another_is_a_draft_without_its_times_and_its_reference(written, console):
    admin = send(console.admin(), "/postings/new?like=omp", title="Autre")
    confirm(admin)
    posting = load(written.config).postings["autre"]
    assert (posting.draft, posting.deadline, posting.prefix) == (True, None, "AUTRE")
    assert posting.subject == "Candidature_chargé(e) de projet_OMP"
    assert "# How we write a posting." in posting_text(written, "autre")


def test_what_was_proposed_comes_back_into_the_form(written, console):
    admin = send(console.admin(), "/postings/omp/edit", title="Une autre")
    back = re.search(r'href="(/postings/omp/edit\?proposal=[^"]+)"', admin.page)
    admin.get(back[1])
    assert form(admin, "/postings/omp/edit")["title"] == "Une autre"
    confirm(admin.post("/postings/omp/edit", **form(admin, "/postings/omp/edit") | {"grace": "1h"}))
    assert "grace: 1h\n" in posting_text(written)
    assert "Une autre" in posting_text(written)


def test_a_draft_is_opened_and_a_posting_closed_after_what_follows_was_shown(written, console):
    admin = console.admin()
    confirm(send(admin, "/postings/omp/edit", draft="1"))
    admin.get("/postings/omp/edit").post("/postings/omp/open")
    assert "From now on mail is taken as applications" in admin.text
    confirm(admin)
    assert posting_text(written) == POSTING
    admin.get("/postings/omp/edit").post("/postings/omp/close")
    assert shown(admin) == ["- deadline: 2026-05-04 16:00", "+ deadline: 2026-05-03 16:01"]
    confirm(admin)
    assert console.desks.desk().settings.postings["omp"].cutoff > IN_TIME


def test_a_changed_deadline_says_what_becomes_of_the_applications_that_are_there(written, console):
    written.apply(FULL)
    written.poll_at(IN_TIME)
    admin = send(console.admin(), "/postings/omp/edit", **{"deadline-date": "2026-05-20"})
    assert "1 application is there already" in admin.text
    assert "until another mail adds to it" in admin.text


def test_only_a_draft_without_applications_can_be_removed(written, console):
    admin = console.admin().get("/postings/omp/edit")
    assert "/postings/omp/remove" not in admin.page
    assert admin.post("/postings/omp/remove").status == 422
    confirm(send(admin, "/postings/omp/edit", draft="1"))
    admin.get("/postings/omp/edit").post("/postings/omp/remove")
    assert (written.config / "postings" / "omp.yaml").exists()
    confirm(admin)
    assert not (written.config / "postings" / "omp.yaml").exists()
    assert "omp" not in console.desks.desk().settings.postings


def test_a_draft_that_has_applications_stays(written, console):
    written.apply(FULL)
    written.poll_at(IN_TIME)
    admin = console.admin()
    confirm(send(admin, "/postings/omp/edit", draft="1"))
    assert admin.get("/postings/omp/edit").post("/postings/omp/remove").status == 422


def test_the_subject_is_explained_while_it_is_typed(console):
    admin = console.admin().get("/postings/subject?subject=Poste {title} – {name}&title=Comptable")
    assert "Poste Comptable – First name Last name" in admin.text
    assert "unknown placeholder" in admin.get("/postings/subject?subject={nom}&title=").text


# --- two at once ---------------------------------------------------------------


def test_the_second_of_two_sees_the_change_of_the_first_and_goes_on_with_both(written, console):
    first, second = console.admin(), console.signed_in("zoe@example.org", "admin", name="Zoé")
    second.get("/postings/omp/edit")
    fields = form(second, "/postings/omp/edit")
    confirm(send(first, "/postings/omp/edit", **{"deadline-time": "18:00"}))
    second.post("/postings/omp/edit", **fields | {"title": "Autre titre"})
    assert second.status == 409
    assert "Anna has changed this file since you opened it" in second.text
    assert "+ deadline: 2026-05-04 18:00" in shown(second)
    second.get(re.search(r'href="(/postings/omp/edit\?proposal=[^"]+)"', second.page)[1])
    confirm(second.post("/postings/omp/edit", **form(second, "/postings/omp/edit")))
    posting = load(written.config).postings["omp"]
    assert (posting.title, posting.deadline.hour) == ("Autre titre", 17)


def test_what_was_shown_is_not_written_over_a_change_that_came_between(written, console):
    first, second = console.admin(), console.signed_in("zoe@example.org", "admin", name="Zoé")
    send(second, "/postings/omp/edit", title="Autre")
    path = written.config / "postings" / "omp.yaml"
    path.write_text(POSTING.replace("16:00", "17:00"), encoding="utf-8")
    assert second.post(second.path).status == 409
    assert "+ deadline: 2026-05-04 17:00" in shown(second)
    assert posting_text(written) == POSTING.replace("16:00", "17:00")
    assert "Nothing has been changed here yet" in first.get("/editions").text


def test_of_many_who_write_at_once_one_is_first_and_the_others_are_told(written, console):
    began, won, lost = threading.Barrier(6), [], []

    def write(number: int) -> None:
        began.wait()
        text = POSTING.replace("reference: OMP", f"reference: OMP{number}")
        try:
            editions.write(console.desk, "postings/omp.yaml", text, expected=digest(POSTING), account_id=None)
            won.append(text)
        except editions.Overtaken:
            lost.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 5)
    assert posting_text(written) == won[0]
    with console.desk.database.read() as tx:
        assert [(row.before, row.after) for row in store.latest(tx, "postings/omp.yaml")] == [
            (POSTING, won[0])
        ]


def test_a_change_is_refused_that_breaks_another_file(office, console):
    admin = console.admin()
    text = (office.config / "intake.yaml").read_text(encoding="utf-8")
    with pytest.raises(Exception, match="There is no mailbox 'jobs'"):
        editions.write(
            console.desk,
            "intake.yaml",
            text.replace('"jobs": {', '"hr": {'),
            expected=digest(text),
            account_id=None,
        )
    assert (office.config / "intake.yaml").read_text(encoding="utf-8") == text
    assert admin.get("/editions").status == 200


def test_a_file_that_is_broken_already_keeps_nobody_from_mending_another(written, console):
    (written.config / "postings" / "bad.yaml").write_text("title: [\n", encoding="utf-8")
    admin = confirm(send(console.admin(), "/postings/omp/edit", title="Neu"))
    assert 'title: "Neu"' in posting_text(written)
    admin.get("/postings/bad/edit")
    fields = form(admin, "/postings/bad/edit") | {"text": POSTING.replace("OMP", "BAD"), "as": "text"}
    confirm(admin.post("/postings/bad/edit", **fields))
    assert set(load(written.config).postings) == {"bad", "omp"}


# --- history -------------------------------------------------------------------


def test_every_change_is_in_the_history_and_is_brought_back_after_it_was_shown(written, console):
    admin = console.admin()
    confirm(send(admin, "/postings/omp/edit", title="Neu"))
    admin.get("/postings/omp/history")
    assert "Anna" in admin.text
    admin.get(re.search(r'href="(/editions/\d+)"', admin.page)[1])
    assert "- title: &#34;Chargé(e) de projet&#34;   # as in the ad" in shown(admin)
    admin.post(f"{admin.path}/restore", **{"as": "before"})
    assert posting_text(written) != POSTING
    confirm(admin)
    assert posting_text(written) == POSTING
    with console.desk.database.read() as tx:
        assert len(store.listing(tx)) == 2
        noted = [(row.actor, row.note) for row in audit.listing(tx) if row.action == "configuration"]
    assert noted == [(noted[0][0], "postings/omp.yaml")] * 2
    assert noted[0][0].startswith("account ")


def test_what_would_be_invalid_today_is_not_brought_back(written, console):
    admin = console.admin()
    confirm(send(admin, "/postings/omp/edit", title="Neu"))
    with console.desk.database.write() as tx:
        store.add(
            tx,
            file="postings/omp.yaml",
            at=IN_TIME,
            account_id=None,
            before="title: x\n",
            after=posting_text(written),
        )
        row = store.listing(tx)[0]
    admin.get(f"/editions/{row.id}").post(f"/editions/{row.id}/restore", **{"as": "before"})
    assert "It cannot be written so" in admin.text
    assert admin.post(admin.path).status == 422
    assert "Neu" in posting_text(written)


def test_a_removed_draft_is_brought_back(written, console):
    admin = console.admin()
    confirm(send(admin, "/postings/omp/edit", draft="1"))
    confirm(admin.get("/postings/omp/edit").post("/postings/omp/remove"))
    admin.get("/editions?file=postings/omp.yaml")
    admin.get(re.search(r'href="(/editions/\d+)"', admin.page)[1])
    confirm(admin.post(f"{admin.path}/restore", **{"as": "before"}))
    assert "draft: true" in posting_text(written)


def test_nothing_is_in_the_history_that_could_not_be_written(written, console):
    admin = send(console.admin(), "/postings/omp/edit", title="Neu")
    (written.config / "postings").chmod(0o500)
    try:
        if os.access(written.config / "postings", os.W_OK):
            pytest.skip("this account writes everywhere")
        assert admin.post(admin.path).status == 422
    finally:
        (written.config / "postings").chmod(0o700)
    with console.desk.database.read() as tx:
        assert store.listing(tx) == []


def test_a_password_within_an_address_is_not_shown(office, console):
    with console.desk.database.write() as tx:
        text = "database: postgresql+psycopg://u:s3cret@db/x\n"
        store.add(tx, file="intake.yaml", at=IN_TIME, account_id=None, before=None, after=text)
        (row,) = store.listing(tx)
    page = console.admin().get(f"/editions/{row.id}").page
    assert "s3cret" not in page
    assert "postgresql+psycopg://u:…@db/x" in page


# --- mailboxes -----------------------------------------------------------------


def new_mailbox(office: Office, **changes: str) -> dict[str, str]:
    there = {
        "name": "hr",
        "address": "hr@example.org",
        "imap-host": "127.0.0.1",
        "imap-port": str(office.dovecot.port_plain),
        "imap-security": "none",
        "username": office.user,
        "password": office.dovecot.password,
        "smtp-host": "127.0.0.1",
        "smtp-port": str(office.sink.port),
        "smtp-security": "none",
        "smtp-login": "none",
    }
    return there | changes


def test_a_mailbox_is_tried_shown_and_written_and_its_password_lies_elsewhere(office, console):
    admin = send(console.admin(), "/mailboxes/new", do="test", **new_mailbox(office))
    assert admin.status == 200
    assert admin.page.count(">works</span>") == 2
    assert f'value="{office.dovecot.password}"' not in admin.page
    assert "hr" not in load(office.config).mailboxes
    fields = form(admin, "/mailboxes/new")
    assert fields["password"] == ""
    admin.post("/mailboxes/new", **fields)
    assert "From now on its mail is read" in admin.text
    assert f'value="{office.dovecot.password}"' not in admin.page
    secret = office.base / "var" / "secrets" / "hr"
    assert not secret.exists()
    confirm(admin)
    assert admin.path == "/mailboxes"
    assert secret.read_text(encoding="utf-8") == f"{office.dovecot.password}\n"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert secret.parent.stat().st_mode & 0o777 == 0o700
    text = (office.config / "intake.yaml").read_text(encoding="utf-8")
    assert "var/secrets/hr" in text
    assert f'"{office.dovecot.password}"' not in text
    box = load(office.config).mailboxes["hr"]
    assert (box.imap.username, box.smtp.username, box.imap.port) == (
        office.user,
        None,
        office.dovecot.port_plain,
    )
    assert office.run("check", "--connect").status == 0
    with console.desk.database.read() as tx:
        kept = store.latest(tx, "intake.yaml")
    assert f'"{office.dovecot.password}"' not in f"{kept}"


def test_a_test_says_what_is_wrong_and_writes_nothing(office, console):
    before = files(office)
    changes = new_mailbox(office, password="wrong", **{"smtp-port": str(free_port())})
    admin = send(console.admin(), "/mailboxes/new", do="test", **changes)
    assert admin.text.count("does not work") == 2
    assert files(office) == before
    assert not (office.base / "var" / "secrets").exists()


def test_a_mailbox_is_changed_and_the_others_stay(office, console):
    admin = send(
        console.admin(), "/mailboxes/jobs/edit", aliases="cv@example.org", canary="1", folders="INBOX\r\nJobs"
    )
    confirm(admin)
    box = load(office.config).mailboxes["jobs"]
    assert (box.aliases, box.canary, box.folders) == (("cv@example.org",), True, ("INBOX", "Jobs"))
    assert box.imap.password.name == "MAIL_PASSWORD"
    assert len(store_rows(console)) == 1


def store_rows(console: Console) -> Any:
    with console.desk.database.read() as tx:
        return store.listing(tx)


def test_a_mailbox_form_that_is_sent_as_it_is_changes_nothing(office, console):
    admin = send(console.admin(), "/mailboxes/jobs/edit")
    assert "Nothing was changed" in admin.text


def test_a_password_is_changed_without_a_change_of_the_file(office, console):
    admin = console.admin()
    confirm(send(admin, "/mailboxes/new", **new_mailbox(office)))
    before = files(office)
    send(admin, "/mailboxes/hr/edit", password="another one")
    assert "No line of the file changes" in admin.text
    confirm(admin)
    assert (office.base / "var" / "secrets" / "hr").read_text(encoding="utf-8") == "another one\n"
    assert files(office) == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "../hr"}, "name"),
        ({"name": "jobs"}, "name"),
        ({"address": "not one"}, "address"),
        ({"imap-host": "imaps://x"}, "imap-host"),
        ({"imap-port": "99999"}, "imap-port"),
        ({"imap-host": "mail.example.org"}, "imap-security"),
        ({"smtp-host": ""}, "smtp-host"),
        ({"password": ""}, "password"),
        ({"secret": "env", "secret-name": "no variable", "password": ""}, "secret-name"),
        ({"since": "soon"}, "since"),
        ({"provider": "gmial"}, "provider"),
        ({"processed": "move", "move": "INBOX"}, "processed"),
        ({"aliases": "x"}, "aliases"),
    ],
)
def test_a_fault_of_a_mailbox_stands_at_its_field(office, console, changes, field):
    before = files(office)
    admin = send(console.admin(), "/mailboxes/new", **new_mailbox(office) | changes)
    assert admin.status == 422, admin.text
    assert f'id="{field}-wrong"' in admin.page, admin.text
    assert files(office) == before


def test_a_login_moves_between_both_servers_and_one(office, console):
    admin = console.admin()
    changes = new_mailbox(
        office, secret="env", password="", **{"secret-name": "MAIL_PASSWORD", "smtp-login": "same"}
    )
    confirm(send(admin, "/mailboxes/new", **changes))
    box = load(office.config).mailboxes["hr"]
    assert (box.imap.username, box.smtp.username) == (office.user, office.user)
    confirm(send(admin, "/mailboxes/hr/edit", **{"smtp-login": "none"}))
    box = load(office.config).mailboxes["hr"]
    assert (box.imap.username, box.smtp.username) == (office.user, None)
    other = {"smtp-login": "other", "smtp-username": "out", "smtp-secret": "env", "smtp-secret-name": "OUT"}
    confirm(send(admin, "/mailboxes/hr/edit", **other))
    box = load(office.config).mailboxes["hr"]
    assert (box.smtp.username, box.smtp.password.name, box.imap.password.name) == (
        "out",
        "OUT",
        "MAIL_PASSWORD",
    )
    confirm(send(admin, "/mailboxes/hr/edit", **{"smtp-login": "same"}))
    box = load(office.config).mailboxes["hr"]
    assert box.smtp.username == office.user


def test_a_known_provider_needs_no_servers(office, console):
    changes = {"name": "g", "address": "x@gmail.com", "provider": "google", "password": "abcd efgh ijkl mnop"}
    confirm(send(console.admin(), "/mailboxes/new", **changes))
    assert load(office.config).mailboxes["g"].imap.host == "imap.gmail.com"
    assert (office.base / "var" / "secrets" / "g").read_text(encoding="utf-8") == "abcdefghijklmnop\n"


def test_the_servers_of_what_is_no_address_are_not_looked_for(console):
    admin = send(console.admin(), "/mailboxes/new", do="find", address="x", name="x")
    assert admin.status == 422
    assert 'id="address-wrong"' in admin.page


def test_a_second_admin_goes_on_with_both_changes_of_a_mailbox(office, console):
    first, second = console.admin(), console.signed_in("zoe@example.org", "admin", name="Zoé")
    second.get("/mailboxes/jobs/edit")
    fields = form(second, "/mailboxes/jobs/edit")
    confirm(send(first, "/mailboxes/jobs/edit", canary="1"))
    second.post("/mailboxes/jobs/edit", **fields | {"aliases": "cv@example.org"})
    assert second.status == 409
    second.get(re.search(r'href="(/mailboxes/jobs/edit\?proposal=[^"]+)"', second.page)[1])
    confirm(second.post("/mailboxes/jobs/edit", **form(second, "/mailboxes/jobs/edit")))
    box = load(office.config).mailboxes["jobs"]
    assert (box.canary, box.aliases) == (True, ("cv@example.org",))


def test_who_goes_back_from_the_change_finds_the_form_and_the_password_again(office, console):
    admin = send(console.admin(), "/mailboxes/new", **new_mailbox(office))
    admin.get(re.search(r'href="(/mailboxes/new\?proposal=[^"]+)"', admin.page)[1])
    fields = form(admin, "/mailboxes/new")
    assert (fields["name"], fields["address"], fields["password"]) == ("hr", "hr@example.org", "")
    confirm(admin.post("/mailboxes/new", **fields | {"canary": "1"}))
    assert (office.base / "var" / "secrets" / "hr").read_text(
        encoding="utf-8"
    ) == f"{office.dovecot.password}\n"
    assert load(office.config).mailboxes["hr"].canary


def test_a_mailbox_that_answers_by_token_is_set_up_and_leads_to_its_sign_in(office, console):
    changes = {"name": "m", "address": "x@example.org", "provider": "microsoft365", "secret": "oauth2"}
    ids = {"oauth-client": "11111111-2222", "oauth-tenant": "example.onmicrosoft.com"}
    admin = confirm(send(console.admin(), "/mailboxes/new", **changes, **ids))
    assert admin.path == "/mailboxes/m/sign-in"
    way = load(office.config).mailboxes["m"].imap.oauth2
    assert (way.client_id, way.flow) == ("11111111-2222", "device")
    confirm(send(admin, "/mailboxes/m/edit", **{"oauth-client": "3333"}))
    assert load(office.config).mailboxes["m"].imap.oauth2.client_id == "3333"


# --- signing in ------------------------------------------------------------------


def oauth(office: Office, tokens: TokenServer, **further: str) -> None:
    box = office.mailbox()
    del box["imap"]["password"]
    box["imap"]["auth"] = {"oauth2": {"token_url": f"{tokens.url}/token", "client_id": "intake"} | further}
    office.configure({"jobs": box})


def until(browser: Browser, path: str, words: str) -> Browser:
    """Look at a page until it says something."""
    end = time.monotonic() + 30
    while words not in browser.get(path).text:
        assert time.monotonic() < end, browser.text
        time.sleep(0.1)
    return browser


def test_a_mailbox_is_signed_in_to_by_a_code(office, console):
    with TokenServer(user=office.user, who=office.user) as tokens:
        tokens.pending = 5
        oauth(office, tokens, device_url=f"{tokens.url}/device")
        console.desks.reread()
        admin = console.admin().get("/mailboxes/jobs/sign-in")
        assert "Nobody has signed in yet" in admin.text
        admin.post("/mailboxes/jobs/sign-in")
        path = _work(admin)
        until(admin, path, "ABCD-EFGH")
        assert f'href="{tokens.url}/here"' in admin.page
        until(admin, path, f"Signed in as: {office.user}")
        assert "Somebody has signed in" in admin.get("/mailboxes/jobs/sign-in").text


def _work(browser: Browser) -> str:
    found = re.search(r'href="(/mailboxes/jobs/sign-in\?work=[^"]+)"', browser.page)
    assert found, browser.text
    return found[1]


def test_a_sign_in_that_is_refused_says_why(office, console):
    with TokenServer(user=office.user) as tokens:
        tokens.plan((400, '{"error": "access_denied"}'))
        oauth(office, tokens, device_url=f"{tokens.url}/device")
        console.desks.reread()
        admin = console.admin().get("/mailboxes/jobs/sign-in").post("/mailboxes/jobs/sign-in")
        until(admin, _work(admin), "Nobody has signed in yet")
        assert 'class="notice wrong"' in admin.page


@pytest.mark.parametrize("here", [True, False], ids=["on this machine", "on another one"])
def test_a_mailbox_is_signed_in_to_at_the_providers_page(office, console, here):
    with TokenServer(user=office.user, who=office.user) as tokens:
        oauth(office, tokens, authorization_url=f"{tokens.url}/authorize")
        console.desks.reread()
        admin = console.admin().get("/mailboxes/jobs/sign-in").post("/mailboxes/jobs/sign-in")
        path = _work(admin)
        until(admin, path, "To the provider’s page")
        link = unescape(re.search(r'href="([^"]+/authorize[^"]+)"', admin.page)[1])
        if here:
            urlopen(link, timeout=10).close()
        else:
            work = path.partition("work=")[2]
            admin.post(
                "/mailboxes/jobs/sign-in/address", work=work, address="http://127.0.0.1/?state=mistyped"
            )
            until(admin, path, "Paste it as a whole")
            admin.post("/mailboxes/jobs/sign-in/address", work=work, address=f" {_last_page(link)} ")
        until(admin, path, f"Signed in as: {office.user}")
        assert tokens.asked["authorization_code"] == 1
        assert "Somebody has signed in" in admin.get("/mailboxes/jobs/sign-in").text


def _last_page(link: str) -> str:
    """The address that a provider leads to; there is nothing on that machine."""

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    with pytest.raises(HTTPError) as moved:
        build_opener(Stay).open(link, timeout=10)
    moved.value.close()
    return moved.value.headers["Location"]


def test_an_address_is_handed_to_ones_own_sign_in_only(console):
    admin = console.admin().get("/mailboxes/jobs/sign-in")
    assert admin.post("/mailboxes/jobs/sign-in/address", work="x", address="http://127.0.0.1/").status == 404


# --- a job ad --------------------------------------------------------------------


@pytest.mark.parametrize("way", ["text", "txt", "pdf", "html"])
def test_a_job_ad_becomes_a_draft_beside_its_quotes(office, console, way):
    (office.config / "postings" / "omp.yaml").unlink()
    admin = console.admin().get("/postings/draft")
    if way == "text":
        admin.post("/postings/draft", text=AD)
    else:
        pages = {"txt": AD.encode(), "pdf": documents.pdf([AD]), "html": f"<p>{AD}</p>".encode()}
        admin.post("/postings/draft", files={"file": (f"<b>offre.{way}", pages[way])})
    assert admin.path == "/postings/new", admin.text
    assert re.search(r"<mark[^>]*>[^<]*avant le 4 mai 2026", admin.page)
    fields = form(admin, "/postings/new")
    assert (fields["deadline-date"], fields["deadline-time"], fields["mailbox"]) == (
        "2026-05-04",
        "16:00",
        "jobs",
    )
    assert fields["draft"] == "1"
    confirm(admin.post("/postings/new", **fields | {"id": "neu", "title": "Chargée de projet"}))
    posting = load(office.config).postings["neu"]
    assert (posting.draft, posting.title, posting.subject) == (True, "Chargée de projet", "Candidature_OMP")
    assert "« " in posting_text(office, "neu")


def test_words_of_an_ad_are_never_markup(office, console):
    admin = console.admin().get("/postings/draft")
    admin.post("/postings/draft", text=AD.replace("chargé(e) de projet", "<script>alert(1)</script> chef"))
    assert "<script>alert" not in admin.page
    assert "&lt;script&gt;alert" in admin.page


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"file": ("x.exe", b"MZ" + bytes(100))}, "none of the kinds"),
        ({"file": ("x.pdf", b"")}, "Choose a file"),
        ({"file": ("x.pdf", b"%PDF-1.4 broken")}, "No job ad could be read"),
        ({"file": ("x.txt", b"a" * (10 * 1024 * 1024 + 1))}, "larger than 10 MB"),
    ],
)
def test_what_is_no_ad_is_refused_with_what_to_do(console, files, words):
    admin = console.admin().get("/postings/draft").post("/postings/draft", files=files)
    assert admin.status == 422
    assert words in admin.text


def test_a_fault_in_the_form_keeps_the_ad_beside_it(console):
    admin = console.admin().get("/postings/draft").post("/postings/draft", text=AD)
    admin.post("/postings/new", **form(admin, "/postings/new") | {"deadline-date": "x"})
    assert admin.status == 422
    assert "<mark" in admin.page


# --- rehearsal -------------------------------------------------------------------


def test_a_posting_is_rehearsed_on_the_mails_that_are_there(written, console):
    written.apply(FULL)
    written.apply(FULL, AFTER, sender="Leila <leila@example.com>", message_id="<l@example.com>")
    written.receive(mail(subject="Facture <b>", text="Votre facture.", message_id="<f@example.com>"))
    admin = console.admin().get("/postings/omp/edit").post("/postings/omp/rehearse")
    assert admin.path.startswith("/rehearsals/")
    until(admin, admin.path, "Dossiers")
    assert "leila@example.com" in admin.text
    assert "Facture &lt;b&gt;" in admin.page
    assert admin.page.count("status-complete") >= 1
    assert written.applications() == []
    assert written.letters == []


def test_a_change_is_rehearsed_before_it_is_written(written, console):
    written.apply(FULL)
    admin = send(console.admin(), "/postings/omp/edit", **{"document-identity": "1"})
    admin.post(f"{admin.path}/rehearse")
    until(admin, admin.path, "Dossiers")
    assert "identity document" in admin.text
    assert posting_text(written) == POSTING


def test_a_rehearsal_that_fails_says_so(written, console):
    os.environ["MAIL_PASSWORD"] = "wrong"
    admin = console.admin().get("/postings/omp/edit").post("/postings/omp/rehearse")
    until(admin, admin.path, "Rehearse again")
    assert 'class="notice wrong"' in admin.page


# --- who may ---------------------------------------------------------------------

PATHS = (
    *("/postings/new", "/postings/draft", "/postings/omp/edit", "/postings/omp/history", "/postings/subject"),
    *(
        "/mailboxes",
        "/mailboxes/new",
        "/mailboxes/jobs/edit",
        "/mailboxes/jobs/sign-in",
        "/editions",
        "/editions/1",
    ),
    *("/configuration/x", "/rehearsals/x"),
)
DEEDS = (
    *("/postings/new", "/postings/draft", "/postings/omp/edit", "/postings/omp/open", "/postings/omp/close"),
    *("/postings/omp/remove", "/postings/omp/rehearse", "/mailboxes/new", "/mailboxes/jobs/edit"),
    *("/mailboxes/jobs/sign-in", "/editions/1/restore", "/configuration/x", "/configuration/x/rehearse"),
    *("/rehearsals/x", "/mailboxes/jobs/sign-in/address"),
)


@pytest.mark.parametrize("path", PATHS)
def test_a_recruiter_sees_none_of_it(console, path):
    assert console.recruiter().get(path).status == 404


@pytest.mark.parametrize("path", DEEDS)
def test_a_recruiter_does_none_of_it(office, console, path):
    before = files(office)
    assert console.recruiter().get("/").post(path, title="x").status == 404
    assert files(office) == before


@pytest.mark.parametrize("path", DEEDS)
def test_nothing_is_done_without_the_form_of_ours(office, console, path):
    before = files(office)
    assert console.admin().post(path, csrf="0" * 64, title="x").status == 403
    assert files(office) == before


@pytest.mark.parametrize(
    "path",
    [
        *("/postings/none/edit", "/postings/..%2Fintake/edit", "/mailboxes/none/edit", "/editions/99"),
        *("/editions/x", "/configuration/none", "/postings/%2e%2e/history", "/editions/٣"),
        "/postings/new?like=../intake",
    ],
)
def test_what_is_not_there_is_not_found(console, path):
    assert console.admin().get(path).status == 404


def test_a_proposal_is_its_makers_alone(written, console):
    send(admin := console.admin(), "/postings/omp/edit", title="Neu")
    other = console.signed_in("zoe@example.org", "admin", name="Zoé")
    assert other.get(admin.path).status == 404
    assert other.get("/").post(admin.path).status == 404


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(
    "path", ["/postings/new", "/postings/draft", "/mailboxes", "/mailboxes/new", "/editions"]
)
def test_the_pages_speak_the_persons_language(console, language, path):
    page = console.admin(language).get(path)
    assert page.status == 200
    assert f'lang="{language}"' in page.page


def test_a_common_fault_is_told_in_french(written, console):
    admin = send(console.admin("fr"), "/postings/omp/edit", recruiters="x")
    told = re.search(r'<p class="error" id="recruiters-wrong">(.*?)</p>', admin.page)
    assert "adresse" in told[1]
    assert "expected" not in told[1]


def test_a_trouble_of_the_disk_is_no_trouble_of_the_history(written, console):
    with pytest.raises(Trouble):
        editions.keep_secret(written.config / "intake.yaml", "x", "y")
