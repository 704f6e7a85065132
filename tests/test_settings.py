"""A valid configuration folder becomes settings, and `check` says what to know about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from builders.configuration import INTAKE, NOW, POSTING, errors, findings, replaced, write

from intake import settings
from intake.domain.model import Recruiter, RequiredDocument, Schedule, Secret
from intake.settings import Rate

EXAMPLE = Path(__file__).parents[1] / "config"


@pytest.mark.parametrize(("folder", "where"), [("absent", "absent/intake.yaml"), (".", "/intake.yaml")])
def test_a_missing_configuration_says_to_copy_the_example(tmp_path, folder, where):
    [finding] = errors(tmp_path / folder)
    assert finding.where.endswith(where)
    assert "Copy the example" in finding.remedy


def test_the_example_is_valid_but_for_its_passwords(monkeypatch):
    monkeypatch.delenv("JOBS_PASSWORD", raising=False)
    loaded, found = settings.check(EXAMPLE, now=NOW)
    assert loaded is not None
    assert {f.text for f in found if f.level == "error"} == {
        "The environment variable JOBS_PASSWORD is not set."
    }
    monkeypatch.setenv("JOBS_PASSWORD", "secret")
    assert {f.level for f in settings.check(EXAMPLE, now=NOW)[1]} == {"info"}


def test_the_example_s_lines_are_the_defaults(tmp_path):
    """A configuration of the required keys alone has the same values."""
    example, least = settings.load(EXAMPLE), settings.load(write(tmp_path))
    polls = ("poll_every", "idle", "poll_per_host")
    for name in (*polls, "quiet", "schedule", "digest_when_empty", "digest_from", "limits"):
        assert getattr(example, name) == getattr(least, name), name
    ours, theirs = example.mailboxes["jobs"], least.mailboxes["jobs"]
    for name in ("folders", "junk", "processed", "since", "authserv_id", "answer_unmatched"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert (ours.imap.port, ours.smtp.port) == (theirs.imap.port, theirs.smtp.port)


def test_every_key_of_intake_yaml_reaches_the_settings(tmp_path):
    (tmp_path / "ca.pem").touch()
    (tmp_path / "lettres").mkdir()
    loaded = settings.load(
        write(
            tmp_path,
            """\
organisation: X
timezone: Africa/Casablanca
database: sqlite:///data/x.db?timeout=5
storage: /srv/storage
templates: lettres
admins: [a@example.org, a@example.org]
poll: {every: 5m, idle: false, per_host: 7}
quiet: 1h
digest: {at: 18:30, when_empty: send, from: two}
limits: {address: 1/second, overall: 9/minute}
mailboxes:
  one:
    address: one@example.org
    aliases: [un@example.org]
    imap: {host: 127.0.0.1, security: none, username: a, password: {file: a}, ca_file: ca.pem}
    smtp: {host: localhost, security: starttls}
    folders: [INBOX, Jobs]
    junk: true
    processed: {move: Done}
    since: 2026-04-01
    authserv_id: mx.example.org
    answer_unmatched: true
  two:
    address: two@example.org
    imap: {host: "::1", port: 1143, username: b, password: {keyring: intake/b}}
    smtp: {host: smtp.example.org, port: 2525}
    processed: flag
    since: 2026-04-01 12:00
""",
        )
    )
    assert loaded.base == tmp_path
    assert loaded.database == f"sqlite:///{tmp_path}/data/x.db?timeout=5"
    assert (loaded.storage, loaded.templates) == (Path("/srv/storage"), tmp_path / "lettres")
    assert loaded.admins == ("a@example.org",)
    assert (loaded.poll_every, loaded.idle, loaded.quiet) == (timedelta(minutes=5), False, timedelta(hours=1))
    assert loaded.poll_per_host == 7
    assert (loaded.schedule.at, loaded.digest_when_empty, loaded.digest_from) == (time(18, 30), "send", "two")
    assert loaded.limits.address == Rate(count=1, per=timedelta(seconds=1))
    assert loaded.limits.domain == Rate(count=200, per=timedelta(hours=1))
    assert loaded.limits.overall == Rate(count=9, per=timedelta(minutes=1))
    one, two = loaded.mailboxes.values()
    assert one.ours == {"one@example.org", "un@example.org"}
    assert (one.imap.port, one.imap.security, one.imap.ca_file) == (143, "none", f"{tmp_path}/ca.pem")
    assert one.imap.password == Secret(source="file", name="a")
    assert (one.smtp.port, one.smtp.username, one.smtp.password) == (587, None, None)
    assert (one.folders, one.junk, one.processed, one.move_to) == (("INBOX", "Jobs"), True, "move", "Done")
    assert one.since == datetime(2026, 3, 31, 23, tzinfo=UTC)
    assert (one.authserv_id, one.answer_unmatched) == ("mx.example.org", True)
    assert (two.imap.host, two.imap.port, two.smtp.port) == ("::1", 1143, 2525)
    assert two.imap.password == Secret(source="keyring", name="intake/b")
    assert (two.processed, two.move_to) == ("flag", None)
    assert two.since == datetime(2026, 4, 1, 11, tzinfo=UTC)


def test_every_key_of_a_posting_reaches_it(tmp_path):
    text = POSTING.replace("[cv, letter]", "[cv, references, {kind: diploma}]").replace("deadline", "closed")
    extra = "organisation: Y\nreference: omp-b\nretention: {months: 24}\ndraft: true\n"
    loaded = settings.load(write(tmp_path, omp=text + extra, other=POSTING))
    posting = loaded.postings["omp"]
    assert (posting.id, posting.title, posting.organisation) == ("omp", "Chargé(e) de projet", "Y")
    assert posting.documents == tuple(RequiredDocument(kind=kind) for kind in ("cv", "references", "diploma"))
    assert (posting.prefix, posting.draft, posting.deadline) == ("OMP-B", True, None)
    assert posting.closes == datetime(2026, 5, 4, 14, tzinfo=UTC)
    assert posting.opens == datetime(2026, 3, 31, 22, tzinfo=UTC)
    assert posting.zone == "Europe/Paris"
    assert loaded.retention == {"omp": 24}
    assert loaded.postings["other"].organisation == "Association Exemple"


def test_a_posting_says_who_is_told_what_and_when(tmp_path):
    intake = INTAKE.replace('{at: "08:00"}', '{at: "07:30", every: mon, quiet_days: [2026-05-01]}')
    text = POSTING.replace(
        "recruiters: [direction@example.org]",
        "recruiters: [a@example.org, {address: b@example.org, gets: [exceptions], language: ar}]\n"
        "digest: {every: day, quiet_days: [sat, sun]}\n"
        "grace: 10m\nlate: refuse\nlanguages: [fr, ar]\nreminder: 2d",
    )
    loaded = settings.load(
        write(tmp_path, intake + "reminder: 3d\n", omp=text, other=POSTING + "reminder: off")
    )
    posting = loaded.postings["omp"]
    assert posting.recruiters == (
        Recruiter(address="a@example.org"),
        Recruiter(address="b@example.org", language="ar", digest=False, closing=False, exceptions=True),
    )
    assert posting.schedule == Schedule(at=time(7, 30), quiet_weekdays=frozenset({5, 6}))
    assert loaded.schedule == Schedule(
        at=time(7, 30), weekdays=frozenset({0}), quiet_dates=frozenset({date(2026, 5, 1)})
    )
    assert (posting.grace, posting.late, posting.languages) == (timedelta(minutes=10), "refuse", ("fr", "ar"))
    assert (posting.reminder, loaded.postings["other"].reminder) == (timedelta(days=2), None)
    assert loaded.reminder == timedelta(days=3)


@pytest.mark.parametrize(
    ("written", "law"),
    [("", "gdpr"), ("privacy: {purpose: x, contact: y, law: 09-08}\n", "09-08")],
)
def test_the_law_on_data_is_that_of_the_country_or_the_one_named(tmp_path, written, law):
    assert settings.load(write(tmp_path, INTAKE + written)).law == law
    moroccan = INTAKE.replace("Europe/Paris", "Africa/Casablanca")
    assert settings.load(write(tmp_path, moroccan)).law == "09-08"


def test_a_privacy_notice_is_written_once_or_in_each_language(tmp_path):
    once = settings.load(write(tmp_path, INTAKE + "privacy: {purpose: recruter, contact: dpo@example.org}\n"))
    assert once.privacy is not None
    assert {once.privacy.purpose_in(language) for language in ("fr", "en", "ar")} == {"recruter"}
    each = settings.load(write(tmp_path, INTAKE + "privacy: {purpose: {en: to recruit}, contact: x}\n"))
    assert each.privacy is not None
    assert (each.privacy.purpose_in("en"), each.privacy.purpose_in("fr")) == ("to recruit", None)


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-05-04", "2026-05-04T22:00"),  # the end of the day
        ('"2026-05-04"', "2026-05-04T22:00"),
        ("2027-03-27", "2027-03-27T23:00"),  # the clocks change on the next day
        ("2027-03-28", "2027-03-28T22:00"),
        ("2026-05-04 16:00", "2026-05-04T14:00"),
        ("2026-05-04T16:00", "2026-05-04T14:00"),
        ("2026-05-04 16:00:30", "2026-05-04T14:00:30"),
        ("2026-05-04T16:00:00", "2026-05-04T14:00"),
        ("2026-05-04T16:00+01:00", "2026-05-04T15:00"),
        ("2026-05-04 16:00:00 +01:00", "2026-05-04T15:00"),
        ("2026-05-04T16:00Z", "2026-05-04T16:00"),
    ],
)
def test_a_deadline_is_an_exclusive_instant_in_the_configured_zone(tmp_path, written, utc):
    text = replaced(POSTING, "2026-05-04 16:00", written)
    deadline = settings.load(write(tmp_path, omp=text)).postings["omp"].deadline
    assert deadline == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("posting_id", "prefix"),
    [
        ("omp", "OMP"),
        ("omp-charge-de-projet", "OMP"),
        ("dev_2026", "DEV"),
        ("2026-042-dev", "DEV"),
        ("2026-042", "P2026"),
        ("coordinatrice0123456789abc", "COORDINATRICE0123456"),
    ],
)
def test_the_prefix_of_references_comes_from_the_id(tmp_path, posting_id, prefix):
    loaded = settings.load(write(tmp_path, **{posting_id: POSTING}))
    assert loaded.postings[posting_id].prefix == prefix


def test_a_draft_may_lack_its_subject(tmp_path):
    text = POSTING.replace('subject: "Candidature {title}"', "draft: true")
    assert settings.load(write(tmp_path, omp=text)).postings["omp"].subject is None


def test_check_warns_of_what_an_administrator_should_know(tmp_path, monkeypatch):
    monkeypatch.setenv("JOBS_PASSWORD", "secret")
    spare = INTAKE[INTAKE.index("  jobs:") :].replace("  jobs:", "  spare:", 1)
    bare = "title: X\nlanguage: fr\ndocuments: []\n"
    folder = write(
        tmp_path,
        INTAKE.replace("admins", "# admins") + spare,
        bare=bare,
        twice=POSTING + "closed: 2026-06-30\n",
    )
    (folder / "postings" / "old.yml").touch()
    places = {where for where, _ in findings(folder, "warning")}
    assert places == {
        "config/intake.yaml:1 admins",
        "config/intake.yaml:16 mailboxes.spare",
        "config/postings/bare.yaml:1 mailbox",
        "config/postings/bare.yaml:3 documents",
        "config/postings/bare.yaml:1 recruiters",
        "config/postings/old.yml",
        "config/postings/twice.yaml:9 closed",
    }
    assert any("has no channel" in text for _, text in findings(folder, "warning"))


@pytest.mark.parametrize(
    ("recruiters", "digest", "warned"),
    [
        ("a@example.org", "{every: mon, quiet_days: [sat, mon]}", "never comes"),
        ("a@example.org", "{quiet_days: [mon, tue, wed, thu, fri, sat, sun]}", "never comes"),
        ("a@example.org", "{every: mon, quiet_days: [sat, sun]}", None),
        ("{address: a@example.org, gets: [closing]}", "{}", "nobody sees"),
        ("{address: a@example.org, gets: []}", "{}", "nobody sees"),
        ("{address: a@example.org, gets: [closing]}, b@example.org", "{}", None),
    ],
)
def test_a_digest_that_never_comes_to_anybody_is_warned_of(tmp_path, recruiters, digest, warned):
    lines = [line for line in POSTING.splitlines() if not line.startswith(("recruiters", "digest"))]
    text = "\n".join((*lines, f"recruiters: [{recruiters}]", f"digest: {digest}", ""))
    said = [text for _, text in findings(write(tmp_path, omp=text), "warning") if "digest" in text]
    assert len(said) == (warned is not None)
    assert all(warned in each for each in said)


def test_check_notes_drafts_ended_postings_retention_and_the_zone_data(tmp_path):
    folder = write(tmp_path, omp=POSTING + "draft: true\nretention: {months: 2}\n")
    notes = dict(findings(folder, "info"))
    assert "on 2026-05-04 at 16:00" in notes["config/postings/omp.yaml:7 deadline"]
    assert "draft" in notes["config/postings/omp.yaml:9 draft"]
    assert "erased from 2026-07-04 on" in notes["config/postings/omp.yaml:10 retention"]
    assert "release 20" in notes["config/intake.yaml:2 timezone"]


def test_check_says_that_there_is_nothing_to_do(tmp_path):
    folder = write(tmp_path, INTAKE[: INTAKE.index("mailboxes:")] + "mailboxes: {}\n")
    loaded, _ = settings.check(folder)
    assert loaded is not None
    assert loaded.digest_from is None
    texts = " ".join(text for _, text in findings(folder, "warning"))
    assert "There is no mailbox" in texts
    assert "There is no posting" in texts


@pytest.mark.parametrize(
    ("first", "second", "warned"),
    [
        ("", "", True),
        ("opens: 2026-01-01", "opens: 2027-01-01", True),
        ("closed: 2026-06-30", "opens: 2026-07-01", False),
        ("opens: 2026-07-01", "closed: 2026-06-30", False),
        ("deadline: 2026-07-01 12:00", "opens: 2026-07-01", True),
        ("", "draft: true", False),
    ],
)
def test_two_postings_with_one_subject_are_warned_of_while_both_are_open(tmp_path, first, second, warned):
    bare = POSTING.replace("opens: 2026-04-01\ndeadline: 2026-05-04 16:00\n", "")
    other = replaced(bare, '"Candidature {title}"', "CANDIDATURE_chargé(e)-de projet")
    folder = write(tmp_path, a=f"{bare}{first}\n", b=f"{other}{second}\n")
    places = [where for where, text in findings(folder, "warning") if "same mailbox and subject" in text]
    assert places == (["config/postings/b.yaml:4 subject"] if warned else [])


def secret_in(folder: Path, source: str, name: str) -> str:
    """Return a secret resolved beside the folder."""
    return settings.resolve(Secret(source=source, name=name), folder)


def test_a_secret_comes_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("A_PASSWORD", "  pass word ")
    assert secret_in(tmp_path, "env", "A_PASSWORD") == "  pass word "


@pytest.mark.parametrize("content", [b"hush", b"hush\n", b"hush\r\n", b"\xef\xbb\xbfhush"])
def test_a_secret_comes_from_a_file_without_its_line_end(tmp_path, content):
    (tmp_path / "secret").write_bytes(content)
    assert secret_in(tmp_path, "file", "secret") == "hush"
    assert secret_in(Path("/nowhere"), "file", str(tmp_path / "secret")) == "hush"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"hush\nhush", "a line break"),
        (b"\xff", "not UTF-8"),
        (b"x" * 70_000, "too large"),
    ],
)
def test_a_secret_file_that_holds_no_password_is_refused_unshown(tmp_path, content, says):
    (tmp_path / "secret").write_bytes(content)
    with pytest.raises(settings.SecretError, match=says) as refusal:
        secret_in(tmp_path, "file", "secret")
    assert "hush" not in str(refusal.value)


@pytest.mark.parametrize(
    ("source", "name", "says"),
    [
        ("env", "NO_SUCH_PASSWORD", "is not set"),
        ("file", "absent", "cannot be read"),
        ("file", ".", "cannot be read"),
    ],
)
def test_an_absent_secret_is_an_error_with_its_remedy(tmp_path, source, name, says):
    with pytest.raises(settings.SecretError, match=says) as refusal:
        secret_in(tmp_path, source, name)
    assert refusal.value.remedy


@pytest.mark.skipif(os.name != "posix", reason="rights of other accounts are a matter of POSIX")
@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_secret_file_that_others_may_read_is_warned_of(tmp_path, mode, warned):
    folder = write(tmp_path, replaced(INTAKE, "{env: JOBS_PASSWORD}", "{file: secret}"), omp=POSTING)
    (tmp_path / "secret").write_text("hush")
    (tmp_path / "secret").chmod(mode)
    places = [where for where, text in findings(folder, "warning") if "other accounts" in text]
    assert places == (["config/intake.yaml:12 mailboxes.jobs.imap.password"] if warned else [])


def test_a_keyring_secret_without_the_package_says_how_to_install_it(tmp_path):
    """In an interpreter that cannot import keyring, whether or not it is installed here."""
    code = (
        "import sys; sys.modules['keyring'] = None\n"
        "from pathlib import Path; from intake import settings; from intake.domain.model import Secret\n"
        "try: settings.resolve(Secret(source='keyring', name='intake/jobs'), Path())\n"
        "except settings.SecretError as error: print(error.remedy)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "intake[keyring]" in ran.stdout


def test_an_unset_secret_stops_check_and_not_load(tmp_path, monkeypatch):
    monkeypatch.delenv("JOBS_PASSWORD", raising=False)
    folder = write(tmp_path, omp=POSTING)
    settings.load(folder)
    assert findings(folder, "error") == [
        (
            "config/intake.yaml:12 mailboxes.jobs.imap.password",
            "The environment variable JOBS_PASSWORD is not set.",
        )
    ]


def test_the_fingerprint_changes_with_every_change_and_with_nothing_else(tmp_path):
    folder = tmp_path / "config"
    shutil.copytree(EXAMPLE, folder)
    seen = [settings.fingerprint(folder)]
    posting = folder / "postings" / "coordination.yaml"
    posting.touch()
    assert settings.fingerprint(folder) == seen[0]
    (folder / "intake.yaml").write_text(INTAKE, encoding="utf-8")
    seen.append(settings.fingerprint(folder))
    posting.write_text(POSTING, encoding="utf-8")
    seen.append(settings.fingerprint(folder))
    posting.rename(folder / "postings" / "renamed.yaml")
    seen.append(settings.fingerprint(folder))
    (folder / "postings" / "renamed.yaml").unlink()
    seen.append(settings.fingerprint(folder))
    (folder / "intake.yaml").unlink()
    seen.append(settings.fingerprint(folder))
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("own", [None, "letters"], ids=["default", "named"])
def test_the_fingerprint_changes_with_the_organisation_s_own_letters(tmp_path, own):
    folder = tmp_path / "config"
    shutil.copytree(EXAMPLE, folder)
    place = tmp_path / (own or "templates")
    letters = place if own else None
    seen = [settings.fingerprint(folder, letters)]
    letter = place / "digest" / "fr.txt"
    letter.parent.mkdir(parents=True)
    letter.write_text("Subject: a", encoding="utf-8")
    seen.append(settings.fingerprint(folder, letters))
    assert settings.fingerprint(folder, letters) == seen[-1]
    (letter.parent / ".fr.txt.swp").write_text("of an editor", encoding="utf-8")
    assert settings.fingerprint(folder, letters) == seen[-1]
    letter.write_text("Subject: ab", encoding="utf-8")
    seen.append(settings.fingerprint(folder, letters))
    letter.unlink()
    assert settings.fingerprint(folder, letters) == seen[0]
    assert len(set(seen)) == len(seen)
