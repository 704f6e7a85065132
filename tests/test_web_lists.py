"""The lists of the console: what they show, to whom, in which order; and what waits for a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from rigs.console import Browser, Console
from rigs.office import CV, FULL, IN_TIME, SALMA, SUBJECT

from intake.domain.model import Verdict
from intake.store import dossiers

HR = "rh@example.org"


@pytest.fixture
def add(console: Console) -> Callable[..., str]:
    """Opens applications, as a mail does, without its reading."""
    numbers = iter(range(1, 1000))

    def one(posting: str = "omp", status: str = "complete", **changes: Any) -> str:
        number = next(numbers)
        values = {
            "reference": f"{posting.upper()}-2026-{number:04d}",
            "posting": posting,
            "email": f"person{number}@example.com",
            "name": f"Person {number}",
            "received_at": IN_TIME,
            "unread": [],
        } | changes
        verdict = Verdict(
            status=status, late=status == "late", missing=(), present=(), reason="x", references_count=0
        )
        with console.desk.database.write() as tx:
            dossiers.create(tx, values, verdict)
        return str(values["reference"])

    return one


def another_posting(console: Console, **changes: Any) -> None:
    """A posting of somebody else."""
    console.office.posting("cadi", title="Comptable", reference="CADI", recruiters=[HR], **changes)
    console.desks.reread()


def listed(browser: Browser) -> list[str]:
    """The references of the rows that a page shows, in their order."""
    return re.findall(r'<tr id="row-([^"]+)"', browser.page)


def mails(browser: Browser) -> list[str]:
    """The ids of the mails that a page shows."""
    return re.findall(r'<a href="/messages/(\d+)">', browser.page)


def fresh_of(browser: Browser) -> str:
    """Where a page asks for what is new."""
    found = re.search(r'hx-get="([^"]+)"', browser.page)
    assert found, browser.page
    return found[1].replace("&amp;", "&")


# --- applications ---------------------------------------------------------------


def test_a_row_tells_what_a_recruiter_needs_and_leads_to_the_dossier(console):
    console.office.apply(files=[CV])
    console.office.poll()
    page = console.recruiter().get("/applications")
    assert listed(page) == ["OMP-2026-0001"]
    assert 'href="/applications/OMP-2026-0001"' in page.page
    for said in (
        SALMA,
        "Chargé(e) de projet",
        "incomplete",
        "cover letter, references (0/3)",
        "1 application",
    ):
        assert said in page.text, said


def test_newest_come_first_and_a_choice_changes_that(console, add):
    add(name="Zineb"), add(name="Amina"), add(name="Éric")
    admin = console.admin()
    assert listed(admin.get("/applications")) == ["OMP-2026-0003", "OMP-2026-0002", "OMP-2026-0001"]
    assert listed(admin.get("/applications?sort=oldest"))[0] == "OMP-2026-0001"
    assert listed(admin.get("/applications?sort=name")) == ["OMP-2026-0002", "OMP-2026-0003", "OMP-2026-0001"]


@pytest.mark.parametrize("sort", ["newest", "oldest", "name"])
def test_pages_hold_every_row_once_there_and_back_while_new_ones_come(console, add, sort):
    every = [add(name=f"N{n % 7}") for n in range(120)]
    page = console.admin().get(f"/applications?sort={sort}")
    pages = [listed(page)]
    add(name="N3")
    while "next" in (ways := _ways(page)):
        page = page.get(ways["next"])
        pages.append(listed(page))
    # What came meanwhile stands where it belongs: behind in two of the orders, else before the first page.
    assert [len(each) for each in pages[:2]] == [50, 50]
    seen = [each for some in pages for each in some if each in every]
    assert sorted(seen) == sorted(every)
    back = page.get(_ways(page)["prev"])
    assert listed(back) == pages[-2]


def _ways(page: Browser) -> dict[str, str]:
    found = re.findall(r'rel="(prev|next)" href="([^"]+)"', page.page)
    return {rel: href.replace("&amp;", "&") for rel, href in found}


def test_filters_and_words_go_together(console, add):
    add(status="review", name="Mohamed Alaoui"), add(status="late", name="Mohamed Alaoui")
    add(status="review", name="Fatima Alaoui")
    admin = console.admin()
    assert len(listed(admin.get("/applications?status=review&status=late"))) == 3
    assert listed(admin.get("/applications?q=moh&status=review&status=late")) == [
        "OMP-2026-0002",
        "OMP-2026-0001",
    ]
    assert listed(admin.get("/applications?q=alaoui+FÁT")) == ["OMP-2026-0003"]
    assert "Nothing is found" in admin.get("/applications?q=nobody").text


def test_a_recruiter_sees_the_own_postings_only(console, add):
    another_posting(console)
    own, theirs = add(name="Mohamed"), add("cadi", name="Mohamed")
    recruiter = console.recruiter()
    asked = {
        "": [own],
        "?q=mohamed": [own],
        "?sort=name": [own],
        "?status=complete": [own],
        f"?q={theirs}": [],
    }
    assert {each: listed(recruiter.get(f"/applications{each}")) for each in asked} == asked
    assert recruiter.get("/applications?posting=cadi").status == 404
    assert recruiter.get("/messages?posting=cadi").status == 404
    assert listed(console.admin().get("/applications")) == [theirs, own]
    assert listed(console.recruiter(HR).get("/applications")) == [theirs]
    assert listed(console.recruiter("nobody@example.org").get("/applications")) == []


@pytest.mark.parametrize("asked", ["after=x", "after=-1", "before=99999999999", "after=1%00"])
def test_an_address_that_no_page_made_is_not_there(console, asked):
    assert console.admin().get(f"/applications?{asked}").status == 404
    assert console.admin().get(f"/messages?{asked}").status == 404


def test_text_of_strangers_stays_text(console, add):
    add(name='<script>alert(1)</script>"', email='"<b>"@example.com')
    page = console.admin().get("/applications?q=%3Cscript%3Ealert")
    assert "<script>alert" not in page.page
    assert "<bdi>&lt;script&gt;" in page.page


# --- what is new -----------------------------------------------------------------


def test_what_is_new_comes_by_itself_and_only_that(console, add):
    old = add()
    admin = console.admin().get("/applications")
    asked = fresh_of(admin)
    assert admin.get(asked).status == 204
    new = add()
    assert listed(admin.get(asked)) == [new]
    assert "1 new application" in admin.text
    assert admin.get(fresh_of(admin)).status == 204
    assert old not in admin.page


def test_what_has_changed_takes_its_old_place(console):
    console.office.apply(files=[CV])
    console.office.poll()
    recruiter = console.recruiter().get("/applications?status=incomplete")
    asked = fresh_of(recruiter)
    console.office.apply(files=FULL, subject=f"Re: {SUBJECT}")
    console.office.poll()
    assert listed(recruiter.get(asked)) == ["OMP-2026-0001"]
    assert ('hx-swap-oob="true"' in recruiter.page, "1 changed" in recruiter.text) == (True, True)
    assert "complete" in recruiter.text


def test_nothing_new_of_others_is_told(console, add):
    another_posting(console)
    recruiter = console.recruiter().get("/applications")
    theirs = add("cadi")
    assert theirs not in recruiter.get(fresh_of(recruiter)).page


@pytest.mark.parametrize("asked", ["?sort=oldest", "?sort=name", "?after=2"])
def test_only_the_first_page_of_the_newest_grows(console, add, asked):
    add(), add()
    assert "hx-get" not in console.admin().get(f"/applications{asked}").page


def test_a_mark_that_no_page_made_is_not_there(console):
    for mark in ("", "1.2", "1.2.x", "1.2.3.4", "-1.2.3"):
        assert console.admin().get(f"/applications/fresh?mark={mark}").status == 404


# --- mails ---------------------------------------------------------------------------


def question(console: Console, **changes: Any) -> None:
    console.office.apply(subject="Une question", sender="Karim <karim@example.net>", **changes)


def test_every_mail_stands_in_the_list_with_what_became_of_it(console):
    console.office.apply()
    question(console)
    console.office.poll()
    admin = console.admin().get("/messages")
    assert len(mails(admin)) == 2
    for said in ("application", "OMP-2026-0001", "no posting", "karim@example.net", "Une question"):
        assert said in admin.text, said
    assert len(mails(admin.get("/messages?outcome=unmatched"))) == 1
    assert len(mails(admin.get("/messages?q=KARIM@example.net"))) == 1
    assert len(mails(admin.get("/messages?q=omp-2026-0001"))) == 1
    assert len(mails(admin.get("/messages?mailbox=jobs&posting=omp"))) == 1
    assert "No mail is found" in admin.get("/messages?outcome=quarantined").text


def test_a_recruiter_sees_mails_of_nobody_in_a_mailbox_of_theirs(console):
    question(console)
    console.office.apply(sender="Bot <no-reply@example.net>", subject="x", files=[])
    console.office.poll()
    another_posting(console, mailbox=None)
    assert len(mails(console.admin().get("/messages"))) == 2
    assert (
        len(mails(console.recruiter().get("/messages"))) == 1
    )  # machines' mails only where they hold documents
    assert "Une question" in console.recruiter().get("/messages?q=karim@example.net").text
    assert mails(console.recruiter(HR).get("/messages")) == []
    assert mails(console.recruiter(HR).get("/messages?q=karim@example.net")) == []
    assert console.recruiter(HR).get("/messages?mailbox=jobs").status == 404


# --- what waits -------------------------------------------------------------------------


def test_who_has_nothing_to_decide_is_told_so_and_what_closes_next(console):
    page = console.recruiter().get("/")
    assert "Nothing waits for you." in page.text
    assert ("Chargé(e) de projet" in page.text, "1 day left" in page.text) == (True, True)


def test_what_waits_stands_on_the_first_page(console):
    question(console)
    console.office.apply(when=IN_TIME + timedelta(days=2), sender="Late <late@example.net>")
    console.office.apply(files=[], text="Une question, svp ?", sender="Asks <asks@example.net>")
    console.office.poll()
    for browser in (console.admin(), console.recruiter()):
        page = browser.get("/")
        for said in ("To look at", "Late, not yet decided", "Mails that no posting claims", "Une question"):
            assert said in page.text, said
        assert "1 day left" in page.text


def test_nobody_is_told_what_waits_for_others(console, add):
    another_posting(console, mailbox=None)
    add(status="review", name="Secret Person")
    question(console)
    console.office.poll()
    page = console.recruiter(HR).get("/")
    assert ("Secret" in page.page, "Une question" in page.page) == (False, False)


def test_a_long_list_says_how_many_more_there_are(console, add):
    for _ in range(11):
        add(status="review")
    page = console.recruiter().get("/")
    assert "and 3 more" in page.text
    assert 'href="/applications?status=review&amp;sort=oldest"' in page.page


def test_what_closes_soon_comes_before_what_does_not(console, add):
    console.office.posting("later", title="Plus tard", reference="LATER", deadline="2026-06-04 16:00")
    console.desks.reread()
    add("later", status="review", name="Can Wait")
    add("omp", status="review", name="Is Urgent")
    text = console.recruiter().get("/").text
    assert text.index("Is Urgent") < text.index("Can Wait")


def test_the_keys_are_told(console):
    page = console.recruiter().get("/keys").text
    assert ("the next row of a list" in page, "g a" in page) == (True, True)
    assert "g h" not in page  # admins' places


@pytest.mark.parametrize("path", ["/", "/applications", "/messages", "/keys"])
def test_every_list_is_for_those_who_are_signed_in(console, path):
    assert console.visitor().get(path).path == "/sign-in"
