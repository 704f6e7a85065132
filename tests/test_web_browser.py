"""The console in a real browser, on a running `intake web`: what people do with it, from the first link on.

The servers behind are Dovecot and an SMTP sink; `intake poll` runs beside, as `intake run` would. The words
that are pressed are those of the catalogues, in French, and once in Arabic.
"""

from __future__ import annotations

import re
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import TimeoutExpired

import pytest
from builders import documents
from builders.mails import mail
from rigs.browser import Browser, Fault, browser
from rigs.catalogue import said
from rigs.day import Day, a_day
from rigs.dovecot import PASSWORD
from rigs.net import LOOPBACK, free_port
from rigs.office import FULL, SALMA, Office
from rigs.places import places

from intake.domain.model import Language
from intake.domain.phrases import day as day_in
from intake.web.words import words

FR, AR = words("fr").gettext, words("ar").gettext
WORD = "cinq chevaux sous la pluie"
RECRUITER = "direction@example.org"
SOON = (datetime.now(UTC) + timedelta(days=30)).replace(hour=16, minute=0, second=0, microsecond=0)
AD = f"""Offre d'emploi : Comptable

L'Association Exemple recrute une ou un comptable à Casablanca.

Pour postuler, envoyez votre CV et une lettre de motivation par mail à jobs@example.org, avec comme objet
« Candidature comptable », avant le {day_in(SOON, "fr", "Africa/Casablanca")} {SOON.year} à 16h00.
"""


@contextmanager
def running(office: Office) -> Iterator[tuple[str, str]]:
    """Run `intake web` as a process; give its address, and the link that it prints."""
    process = office.start("web", "--listen", f"{LOOPBACK}:{free_port()}")
    assert process.stdout is not None
    try:
        host = link = ""
        while not link:
            line = process.stdout.readline()
            assert line, process.communicate()
            host = host or next(iter(re.findall(r"http://[\d.:]+", line)), "")
            link = next(iter(re.findall(r"http://\S+/start/\S+", line)), "")
        yield host, link
    finally:
        process.terminate()
        try:
            process.communicate(timeout=30)
        except TimeoutExpired:
            process.kill()
            process.communicate()
    assert process.returncode == 0


@pytest.fixture
def place(office: Office) -> Office:
    """An office with two open postings, of two recruiters, and an application to each."""
    now = datetime.now(UTC) - timedelta(hours=1)
    local = SOON.strftime("%Y-%m-%d %H:%M")
    office.posting(deadline=local, recruiters=[RECRUITER])
    office.posting(
        "autre",
        title="Juriste",
        subject="Candidature juriste",
        deadline=local,
        recruiters=["ailleurs@example.org"],
        reference="JUR",
    )
    office.apply(when=now)
    office.apply(sender="Amine Idrissi <amine@example.com>", subject="Candidature juriste", when=now)
    assert office.process("poll").status == 0
    assert [row["status"] for row in office.applications()] == ["complete", "complete"]
    return office


@pytest.mark.timeout(300)  # many processes start on the way
def test_from_the_first_link_to_the_letter_in_french(place: Office, tmp_path: Path):
    with running(place) as (host, link), browser(host) as admin:
        _begin(admin, link)
        invitation = _invite(admin)
        with browser(host) as recruiter:
            _join(recruiter, invitation)
            _correct(recruiter, place)
            _be_refused(recruiter)
            _see_a_new_one(recruiter, place)
            assert recruiter.listen() == []
        _add_a_mailbox(admin, place)
        _open_a_posting_from_its_ad(admin, place, tmp_path)
        assert admin.listen() == []


def _begin(admin: Browser, link: str) -> None:
    """Make the first account by the link that the first start printed; it is good for once."""
    admin.open(link).fill(name="Nadia Idrissi", email="admin@example.org", password=WORD)
    admin.press(FR("Make the account"))
    assert admin.heading == FR("To decide")
    assert admin.css("html").get_attribute("lang") == "fr"
    assert admin.open(link).heading == FR("This link is good no more")


def _invite(admin: Browser) -> str:
    """Invite a recruiter; return the link that is shown for it."""
    admin.press(FR("Accounts"))
    admin.fill(name="Karima Benjelloun", email=RECRUITER, role="recruiter", language="fr")
    admin.press(FR("Make the account and the link"))
    return str(admin.css("#link").get_attribute("value"))


def _join(recruiter: Browser, invitation: str) -> None:
    """Choose a password by the link, sign out, and sign in with it."""
    recruiter.open(invitation).fill(password=WORD).press(FR("Set the password and sign in"))
    recruiter.press(FR("Sign out"))
    recruiter.fill(email=RECRUITER, password="something else").press(FR("Sign in"), "main button")
    recruiter.shows(FR("This address and this password do not belong together."))
    recruiter.fill(password=WORD).press(FR("Sign in"), "main button")
    assert recruiter.heading == FR("To decide")
    names = [each.text for each in recruiter.all("nav#menu a")]
    assert names == [FR(name) for name in ("To decide", "Applications", "Mails", "Postings")]


def _correct(recruiter: Browser, office: Office) -> None:
    """Say what a document is, see what follows before it does, and see the letter arrive."""
    recruiter.press(FR("Applications")).press("OMP-", "main a").press("lettre de motivation", "main a")
    recruiter.click("#kind-letter").click("#kind-other")
    before = len(office.letters)
    recruiter.press(FR("See what follows")).shows("lettre de motivation")
    assert office.process("poll").status == 0
    assert len(office.letters) == before  # nothing goes before it is said
    assert _grave(recruiter) == []
    recruiter.press(FR("Do it, and send the letter"))
    assert office.process("poll").status == 0
    letter = office.letters[-1]
    assert (len(office.letters), letter.recipients) == (before + 1, (SALMA,))
    assert "lettre de motivation" in letter.text
    recruiter.open("/applications").press("OMP-", "main a").shows("incomplet")


def _be_refused(recruiter: Browser) -> None:
    """What belongs to somebody else's posting is not there."""
    reference = f"JUR-{datetime.now(UTC).year}-0001"
    for path in (f"/applications/{reference}", "/postings/autre", "/accounts", "/mailboxes"):
        assert recruiter.open(path).heading == FR("There is nothing here")
    assert reference not in recruiter.open("/applications").text


def _see_a_new_one(recruiter: Browser, office: Office) -> None:
    """A new application appears in the list that stands open."""
    recruiter.open("/applications")
    page = recruiter.css("html")
    office.apply(sender="Lina Haddad <lina@example.com>", when=datetime.now(UTC) - timedelta(minutes=1))
    assert office.process("poll").status == 0
    recruiter.shows("Lina Haddad", patience=30)
    assert page.is_enabled()  # it is still the same page


def _add_a_mailbox(admin: Browser, office: Office) -> None:
    """Add a mailbox, with the change shown before it is written, and have intake read it."""
    user, box = f"{uuid.uuid4().hex}@example.org", office.mailbox()
    admin.open("/mailboxes/new").fill(
        **{
            "name": "stages",
            "address": "stages@example.org",
            "imap-host": LOOPBACK,
            "imap-port": str(box["imap"]["port"]),
            "imap-security": "none",
            "smtp-host": LOOPBACK,
            "smtp-port": str(box["smtp"]["port"]),
            "smtp-security": "none",
            "smtp-login": "none",
            "username": user,
            "secret": "kept",
            "password": PASSWORD,
        }
    )
    admin.press(FR("Test the connection")).shows(FR("What the servers answered"))
    assert FR("does not work") not in admin.css("#tested").text
    admin.press(FR("Check the change"))
    assert "stages@example.org" not in (office.config / "intake.yaml").read_text(encoding="utf-8")
    assert _grave(admin.shows("stages@example.org")) == []
    admin.press(FR("Write it"))
    written = (office.config / "intake.yaml").read_text(encoding="utf-8")
    assert "stages@example.org" in written
    assert re.search(r"password: \{file: \S*secrets/stages\}", written)  # where it is, not what it is
    (secret,) = [path for path in office.base.rglob("secrets/*") if path.is_file()]
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    office.dovecot.append(user, mail(to="stages@example.org"), datetime.now(UTC) - timedelta(minutes=1))
    assert office.process("poll").status == 0
    assert [row["outcome"] for row in office.messages() if row["mailbox"] == "stages"] == ["unmatched"]


def _open_a_posting_from_its_ad(admin: Browser, office: Office, folder: Path) -> None:
    """Draft a posting from a PDF, open it, and have somebody apply to it."""
    ad = folder / "annonce.pdf"
    ad.write_bytes(documents.pdf([AD]))
    admin.open("/postings/draft").fill(file=ad).press(FR("Read it"))
    assert admin.css("#subject").get_attribute("value") == "Candidature comptable"
    admin.fill(id="comptable", recruiters=RECRUITER).press(FR("Check the change")).press(FR("Write it"))
    file = office.config / "postings" / "comptable.yaml"
    assert re.search(r"(?m)^draft: true$", file.read_text(encoding="utf-8"))
    admin.open("/postings/comptable/edit").press(FR("Open it")).press(FR("Write it"))
    assert not re.search(r"(?m)^draft:", file.read_text(encoding="utf-8"))
    office.apply(
        FULL[:2],
        sender="Sara Chraibi <sara@example.com>",
        subject="Candidature comptable",
        when=datetime.now(UTC) - timedelta(minutes=1),
    )
    assert office.process("poll").status == 0
    (row,) = office.applications("--posting", "comptable")
    assert row["status"] == "complete"
    assert office.letters[-1].recipients == ("sara@example.com",)


# --- every page ------------------------------------------------------------------


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """A console with a day behind it, for all tests that change nothing."""
    with a_day(tmp_path_factory.mktemp("played")) as day:
        yield day


@pytest.fixture(scope="module")
def window(played: Day) -> Iterator[Browser]:
    """A browser at it."""
    with browser(played.host) as opened:
        yield opened


@pytest.fixture
def at(played: Day, window: Browser) -> Iterator[Browser]:
    """That browser, as an admin who reads French is signed in, on a desk."""
    yield _signed_in(window.screen(), played)
    window.scripts(on=True)


def _signed_in(
    window: Browser, day: Day, language: Language = "fr", email: str = "admin@example.org"
) -> Browser:
    window.driver.delete_all_cookies()
    window.open("/sign-in").driver.add_cookie(day.cookie(email, language))
    return window


def _grave(window: Browser) -> list[str]:
    """What axe finds that bars somebody from a page."""
    found: list[Fault] = window.axe()
    return [f"{window.path} {each}" for each in found if each.impact in ("serious", "critical")]


NOTHING = frozenset({FR("There is nothing here"), AR("There is nothing here")})
GUESTS = frozenset({"/sign-in", "/link/{token}", "/start/{token}"})


def _look(window: Browser, day: Day, *, guests: bool) -> Iterator[str]:
    for pattern, path in places(day).items():
        if (pattern in GUESTS) == guests:
            window.open(path)
            assert window.heading not in NOTHING, path
            yield path


def test_no_page_bars_anybody_on_a_desk_in_the_light_in_french(played: Day, at: Browser):
    before = len(at.listen())
    found = [fault for _ in _look(at, played, guests=False) for fault in _grave(at)]
    at.driver.delete_all_cookies()
    found += [fault for _ in _look(at, played, guests=True) for fault in _grave(at)]
    assert found == []
    assert at.listen()[before:] == []  # nor does the browser complain: of our policy, of our scripts


def test_no_page_bars_anybody_on_a_phone_in_the_dark_in_arabic(played: Day, at: Browser):
    _signed_in(at.screen(380, 800, dark=True, phone=True), played, "ar")
    found = []
    for path in _look(at, played, guests=False):
        assert at.css("html").get_attribute("dir") == "rtl", path
        found += _grave(at)
    assert found == []


def test_no_page_is_wider_than_the_smallest_screen(played: Day, at: Browser):
    at.screen(320, 640, phone=True)
    assert [path for path in _look(at, played, guests=False) if at.excess > 0] == []


def _sentences() -> set[str]:
    """What the console says in English, in more than a word: it is found in no other text by chance."""
    ids = {each.id if isinstance(each.id, str) else each.id[0] for each in said()}
    return {each for each in ids if "%(" not in each and len(each.split()) > 1}


def test_no_english_is_left_in_arabic(played: Day, at: Browser):
    _signed_in(at, played, "ar")
    english = _sentences()
    found = []
    for path in _look(at, played, guests=False):
        ours = at.our_words()
        found += [f"{path}: {each}" for each in sorted(english) if any(each in piece for piece in ours)]
    assert found == []


def test_a_correction_is_shown_in_arabic_before_it_is_made(played: Day, at: Browser):
    at.driver.delete_all_cookies()
    at.open("/sign-in").press("العربية")
    assert (at.heading, at.css("html").get_attribute("dir")) == (AR("Sign in"), "rtl")
    _signed_in(at, played, "ar")
    at.open("/applications").press("OMP-2026-0005", "main a").press("السيرة الذاتية", "main a")
    at.click("#kind-cv").click("#kind-other").press(AR("See what follows"))
    assert at.css("html").get_attribute("dir") == "rtl"
    assert [each for each in _sentences() if each in at.our_words()] == []
    assert at.named(AR("Do it, and send the letter")).is_enabled()
    assert _grave(at) == []


# --- without a script, by keys alone ------------------------------------------------


def test_pages_are_read_and_followed_without_scripts(at: Browser):
    at.scripts(on=False)
    at.open("/applications").fill(q="Karim").press(FR("Show"), "main button")
    at.press("OMP-2026-0005", "main a").shows("Karim Alaoui")
    at.press("CV", "main a").shows(FR("The document"))
    at.screen(380, 800, phone=True).press(FR("Menu")).press(FR("Mails"), "nav a")
    assert at.heading == FR("Mails")


def test_a_dossier_is_reached_by_keys_alone(at: Browser):
    at.open("/").type("TAB")
    assert at.focused.text == FR("Skip to the content")
    assert at.focused.value_of_css_property("outline-style") == "solid"
    at.type("ENTER")
    assert at.wait(lambda: at.focused.get_attribute("id") == "main")
    at.type("g", "a")
    at.wait(lambda: at.path == "/applications")
    rows = [each.text for each in at.all("#rows [data-row] a")]
    at.type("j", "j")
    assert at.focused.text == rows[1]
    at.type("k")
    assert at.focused.text == rows[0]
    at.type("ENTER")
    at.wait(lambda: at.path == f"/applications/{rows[0]}")
    at.type("u")
    at.wait(lambda: at.path.startswith("/applications") and rows[0] not in at.path)
    at.type("/", "Karim", "g", "ENTER")
    at.wait(lambda: "q=Karimg" in at.path)  # in a field, letters are letters


def test_a_dossier_is_printed_without_what_is_pressed(at: Browser):
    at.open("/applications/OMP-2026-0005")
    at.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert [each for each in at.all("header, footer, form, button, iframe") if each.is_displayed()] == []
    assert all(words in at.text for words in ("Karim Alaoui", "CV Karim Alaoui.pdf", FR("History")))
    at.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_a_recruiter_sees_no_page_of_admins(played: Day, at: Browser):
    _signed_in(at, played, email="direction.omp@example.org")
    for path in ("/mailboxes", "/letters", "/health", "/audit", "/editions"):
        assert at.open(path).heading == FR("There is nothing here")
