"""The letters in the console: read, changed, tried before they are kept, and sent to oneself."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from rigs.office import DEADLINE, FULL, IN_TIME
from sqlalchemy import select

from intake.adapters.letters import Letters
from intake.adapters.letters.attempt import attempt
from intake.domain.model import LANGUAGES
from intake.domain.sample_letters import LETTERS
from intake.duties import Duties
from intake.services.deliver import deliver
from intake.store.tables import audit, letter
from intake.store.tables.console import edition
from intake.web.letter_words import KINDS

LATE = "acknowledgement/late/fr.txt"
HELLO = "Subject: Trop tard, {{ facts.candidate }}\n\nBonjour {{ facts.candidate }}.\n"
EDIT = "/letters/late/fr/edit"


class Engine:
    """Makes nothing run: the test does."""

    def letters_due(self):
        """Nobody waits."""

    def changed(self, before):
        """Nothing hangs on it."""


def typed(browser, **changes):
    """What the editor's form holds, with other texts."""
    found = re.findall(r'name="(was\d|file)" value="([^"]*)"', browser.page)
    areas = re.findall(r'(?s)<textarea id="(text\d)"[^>]*>(.*?)</textarea>', browser.page)
    plain = {name: text.replace("&#34;", '"').replace("&#39;", "'") for name, text in areas}
    plain = {
        name: text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        for name, text in plain.items()
    }
    return {**dict(found), **plain, **changes}


def saved(browser, text=HELLO, path="/letters/late/fr", **changes):
    """Open the editor and save a text, as a person does who has tried it."""
    browser.get(f"{path}/edit", params=changes or None)
    return browser.post(f"{path}/save", **typed(browser, text0=text))


# --- to read -----------------------------------------------------------------


def test_every_letter_is_listed_and_shown_in_each_language(console):
    admin = console.admin()
    assert set(re.findall(r'href="/letters/(\w+)/\w\w"', admin.get("/letters").page)) == set(LETTERS)
    assert KINDS.keys() == set(LETTERS)
    for name in LETTERS:
        for language in LANGUAGES:
            assert admin.get(f"/letters/{name}/{language}").status == 200
            assert admin.get(f"/letters/{name}/{language}/preview.html?case=1").status == 200


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_speak_the_admin_s_language(console, language):
    admin = console.admin(language)
    for path in ("/letters", "/letters/digest/fr", EDIT):
        assert not re.search(r"\b(Letters|Made-up|The template|How to write)\b", admin.get(path).text), path


def test_the_letters_are_the_admins_business(console):
    recruiter = console.recruiter()
    for path in ("/letters", "/letters/late/fr", "/letters/late/fr/preview.html", EDIT):
        assert recruiter.get(path).status == 404
    for action in ("edit", "save", "reset", "trial"):
        assert recruiter.post(f"/letters/late/fr/{action}", text0=HELLO).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/letters/nothing/fr",
        "/letters/late/de",
        "/letters/_frame/fr",
        "/letters/late/fr/edit?file=../../config/intake.yaml",
        "/letters/late/fr/edit?file=acknowledgement/complete/fr.txt",
        "/letters/tried/x/preview.html",
    ],
)
def test_there_is_no_other_letter_and_no_other_file(console, path):
    assert console.admin().get(path).status == 404


@pytest.mark.parametrize("case", ["999", "-1", "x", "1e3", "²"])
def test_a_case_that_is_none_is_the_first_one(console, case):
    assert console.admin().get("/letters/late/fr", params={"case": case}).status == 200


def test_a_letter_is_framed_so_that_it_runs_loads_and_leads_nowhere(console):
    admin = console.admin().get("/letters/digest/fr/preview.html")
    policy = admin.headers["content-security-policy"]
    assert re.search(r"sandbox$", policy)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert admin.headers["x-content-type-options"] == "nosniff"
    assert '<iframe class="letter-phone" sandbox src=' in admin.get("/letters/digest/fr").page


# --- to change ---------------------------------------------------------------


def test_a_changed_letter_is_what_the_next_candidate_reads(console):
    admin = saved(console.admin())
    assert (console.office.base / "templates" / LATE).read_text() == HELLO
    assert "Trop tard, Salma Berrada" in admin.get("/letters/late/fr").text
    console.office.apply(FULL, when=DEADLINE + timedelta(hours=1))
    console.office.poll_at(DEADLINE + timedelta(hours=2))
    assert console.office.letters[-1].subject == "[OMP-2026-0001] Trop tard, Salma Berrada"


def test_what_is_tried_is_shown_with_its_change_and_not_kept(console):
    admin = console.admin().get(EDIT)
    admin.post(EDIT, **typed(admin, text0=HELLO))
    assert "What would change" in admin.text
    assert "+ Bonjour {{ facts.candidate }}." in admin.text
    key = re.search(r'src="(/letters/tried/[^"]+)"', admin.page)[1]
    framed = admin.get(key)
    assert framed.status == 200
    assert "sandbox" in framed.headers["content-security-policy"]
    assert console.signed_in("other@example.org", "admin").get(key).status == 404
    assert not (console.office.base / "templates").exists()
    assert console.desks.desk().letters.own() == frozenset()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Subject: a\n\nBonjour {{ facts.candidat }}\n", "line 3: there is no fact “candidat”"),
        ("Subject: a\n\n{% if %}\n", "line 3"),
        ("Bonjour\n", "the first line does not give the subject"),
        ("Subject: a\n\n{{ ''.__class__ }}\n", "line 3"),
        ("Subject: a\n\n{{ 'a' * 10**9 }}\n", "line 3"),
        ("Subject: a\n\n" + "x" * 64_001, "larger than 64000 bytes"),
        ("", "the first line does not give the subject"),
    ],
)
def test_a_faulty_template_is_named_with_its_line_and_cannot_be_saved(console, text, told):
    admin = console.admin().get(EDIT)
    fields = typed(admin, text0=text)
    admin.post(EDIT, **fields)
    assert told in admin.text
    assert "Nothing was saved" in admin.text
    assert admin.post("/letters/late/fr/save", **fields).status == 422
    assert told in admin.text
    assert not (console.office.base / "templates" / LATE).exists()


def test_what_was_typed_is_still_there_after_a_fault_and_is_text(console):
    admin = console.admin().get(EDIT)
    admin.post(EDIT, **typed(admin, text0="</textarea><script>alert(1)</script>{{ x }}"))
    assert "<script>alert" not in admin.page
    assert typed(admin)["text0"] == "</textarea><script>alert(1)</script>{{ x }}"


def test_shared_words_are_proved_by_all_letters_that_use_them(console):
    file = "_frame/fr.words"
    words = console.desk.letters.builtin(file)
    admin = console.admin()
    assert saved(admin, words.replace("macro greeting", "macro hello"), file=file).status == 422
    assert saved(admin, words.replace("Bonjour", "Bien le bonjour"), file=file).status == 200
    assert "Bien le bonjour" in admin.get("/letters/complete/fr").text


def test_a_change_is_kept_in_the_history_with_who_made_it_and_in_the_audit_log(console):
    admin = saved(console.admin())
    admin.get(EDIT)
    admin.post("/letters/late/fr/reset", **typed(admin))
    with console.desk.database.read() as tx:
        kept = tx.execute(select(edition).order_by(edition.c.id)).all()
        notes = tx.scalars(select(audit.c.note).where(audit.c.action == "letters")).all()
    assert [(row.file, row.before, row.after) for row in kept] == [
        (f"templates/{LATE}", None, HELLO),
        (f"templates/{LATE}", HELLO, None),
    ]
    assert all(row.account_id for row in kept)
    assert notes == [f"templates/{LATE}", f"templates/{LATE}: the built-in one again"]
    assert admin.get(EDIT).text.count("Anna") == 3  # in the head, and twice in the history


def test_back_to_the_built_in_one_takes_the_file_away(console):
    admin = saved(console.admin())
    admin.get(EDIT)
    admin.post("/letters/late/fr/reset", **typed(admin))
    assert not (console.office.base / "templates" / LATE).exists()
    assert "Trop tard" not in admin.get("/letters/late/fr").text


def test_a_text_like_the_built_in_one_is_no_template_of_its_own(console):
    admin = console.admin().get(EDIT)
    admin.post(EDIT, **typed(admin))
    assert "Nothing was changed" in admin.text
    admin.post("/letters/late/fr/save", **typed(admin))
    assert not (console.office.base / "templates").exists()


def test_who_was_overtaken_writes_over_nobody_s_change(console):
    first, second = console.admin(), console.admin()
    first.get(EDIT)
    second.get(EDIT)
    first.post("/letters/late/fr/save", **typed(first, text0=HELLO))
    late = second.post("/letters/late/fr/save", **typed(second, text0=HELLO.replace("Bonjour", "Salut")))
    assert late.status == 422
    assert "Somebody else has changed this template" in late.text
    assert "Salut" in typed(late)["text0"]
    assert (console.office.base / "templates" / LATE).read_text() == HELLO


def test_a_link_out_of_the_folder_is_neither_read_nor_written(console, tmp_path):
    place = console.office.base / "templates" / "acknowledgement"
    place.mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "fr.txt").write_text("Subject: secret\n\nsecret\n")
    (place / "late").symlink_to(outside)
    admin = console.admin()
    assert "secret" not in admin.get(EDIT).text
    assert admin.status == 422
    admin.post("/letters/late/fr/save", text0=HELLO, was0="none", text1="x", was1="none", file="")
    assert (outside / "fr.txt").read_text().startswith("Subject: secret")


def test_a_faulty_file_of_the_folder_is_told_with_its_line_and_can_be_mended(console):
    saved(console.admin())
    (console.office.base / "templates" / LATE).write_text("Subject: a\n\n{{ facts.foo }}\n")
    console.desks.reread()
    admin = console.admin().get("/letters")
    assert "line 3: there is no fact “foo”" in admin.text
    assert f'href="{EDIT}"' in admin.page
    assert typed(admin.get(EDIT))["text0"].strip().endswith("{{ facts.foo }}")
    assert saved(admin).status == 200
    assert "faults" not in admin.get("/letters").text


def test_the_built_in_folder_is_never_written_into(console, monkeypatch):
    builtin = console.desk.letters.builtin(LATE)
    monkeypatch.setattr(Letters, "is_builtin", lambda *_: True)
    admin = console.admin()
    assert "templates: letters" in admin.get("/letters").text
    assert saved(admin).status == 422
    assert console.desk.letters.builtin(LATE) == builtin
    assert not (console.office.base / "templates").exists()


def test_what_is_saved_is_taken_over_by_who_runs_beside_the_console(console):
    with console.office.desk(lambda: IN_TIME) as running:
        duties = Duties(running, Engine())
        saved(console.admin())
        duties.reread()
        assert duties.desk.letters.own() == {LATE}
        (console.office.base / "templates" / LATE).write_text(HELLO.replace("Bonjour", "Salut"))
        duties.reread()
        before = duties.desk
        duties.reread()
    assert before.letters.faults() == ()
    assert duties.desk is before


# --- what takes too much -----------------------------------------------------

_GROWS = "{% set a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}"
_TURNS = "{% for a in facts.files %}" * 30 + "{% set x = 1 %}" + "{% endfor %}" * 30
_CALLS = "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}"


@pytest.mark.parametrize("bomb", [_GROWS, _TURNS, _CALLS], ids=["grows", "turns", "calls"])
def test_a_template_that_takes_all_there_is_ends_itself_and_not_us(bomb):
    started = time.monotonic()
    letters = Letters(None)
    sources = {file: letters.builtin(file) for file in letters.files()}
    done = attempt(
        sources, {}, {LATE: f"Subject: a\n\n{bomb}"}, letter="late", language="fr", case=0, seconds=4
    )
    assert done.letter is None
    assert [fault.file for fault in done.faults] == [LATE]
    assert time.monotonic() - started < 15


# --- a trial -----------------------------------------------------------------


@pytest.mark.parametrize(("language", "mark"), [("fr", "[essai]"), ("en", "[trial]"), ("ar", "[تجربة]")])
def test_a_trial_goes_to_oneself_alone_marked_as_one(console, language, mark):
    admin = console.admin().get(f"/letters/digest/{language}")
    admin.post(f"/letters/digest/{language}/trial", case="0", recipient="other@example.com")
    assert "A trial goes to admin@example.org." in admin.text
    with console.office.desk(lambda: IN_TIME) as desk:
        deliver(desk)
    (sent,) = console.office.letters
    assert sent.recipients == ("admin@example.org",)
    assert sent.subject.startswith(f"{mark} ")
    assert sent.mail["Auto-Submitted"] == "auto-generated"


def test_a_trial_is_a_letter_like_others_to_the_outbox_and_the_audit_log(console):
    admin = console.admin().get("/letters/late/fr")
    admin.post("/letters/late/fr/trial", case="0")
    with console.desk.database.read() as tx:
        (row,) = tx.execute(select(letter)).all()
        noted = tx.execute(select(audit).where(audit.c.action == "trial")).one()
    assert (row.kind, row.state, row.recipient) == ("trial", "pending", "admin@example.org")
    assert (noted.letter_id, noted.note) == (row.id, "late fr")
    assert noted.actor.startswith("account ")
