"""Every fault of a configuration is named at once, with file, line, field and remedy."""

from __future__ import annotations

import pytest
from builders.configuration import INTAKE, POSTING, errors, replaced, write

from intake import settings

# Each row: what stands in the valid file, what in its place, then line and field, what the
# sentence says, and what the remedy says.
INTAKE_FAULTS = [
    (
        "organisation: Association Exemple",
        "organization: X",
        "1 organization",
        ("no key", "mean 'organisation'?"),
    ),
    ("organisation: Association Exemple", "# none", "2 organisation", ("required", "Add `organisation: …`")),
    ("Association Exemple", '""', "1 organisation", ("an empty one", "Write a text")),
    ("Association Exemple", "2026", "1 organisation", ("Text is expected, found 2026", 'quotes: "2026"')),
    ("Association Exemple", "[a, b]", "1 organisation", ("found a list", "one text")),
    ("Association Exemple", '"a\\nb"', "1 organisation", ("a line break", "one line")),
    ("Association Exemple", "x" * 501, "1 organisation", ("At most 500 characters", "Shorten")),
    ("timezone: Europe/Paris", "timezone: Europe/Pariss", "2 timezone", ("'Europe/Pariss' is no", "IANA")),
    ("timezone: Europe/Paris", "timezone: +01:00", "2 timezone", ("'+01:00' is no", "IANA")),
    (
        "admins: [admin@example.org]",
        "admins: admin@example.org",
        "3 admins",
        ("A list", "[admin@example.org]"),
    ),
    ("admin@example.org", "admin@", "3 admins[0]", ("mail address", "bare address")),
    ("admin@example.org", "Ad Min <admin@example.org>", "3 admins[0]", ("mail address", "without a name")),
    ("admin@example.org", "a..b@example.org", "3 admins[0]", ("mail address", "bare address")),
    ("admin@example.org", "é@example.org", "3 admins[0]", ("mail address", "bare address")),
    ("admin@example.org", f"{'a' * 65}@example.org", "3 admins[0]", ("longer", "bare address")),
    ("{every: 60s}", "{every: 60}", "4 poll.every", ("A duration", "Add the unit: 60s")),
    ("{every: 60s}", "{every: 1w}", "4 poll.every", ("found '1w'", "one of s, m, h, d")),
    ("{every: 60s}", "{every: 0s}", "4 poll.every", ("from 1s to 1d", "Correct")),
    (
        "{every: 60s}",
        "{idle: yes}",
        "4 poll.idle",
        ("true or false is expected, found 'yes'", "Write true or false"),
    ),
    ("{every: 60s}", "{per_host: 0}", "4 poll.per_host", ("from 1 to 10000", "Correct")),
    ("{every: 60s}", "60s", "4 poll", ("A group of keys", "below `poll:`")),
    ("poll: {every: 60s}", "quiet: 8d", "4 quiet", ("from 0s to 7d", "Correct")),
    ("poll: {every: 60s}", "database: mysql://u:hush@db/x", "4 database", ("'mysql'", "sqlite:///var")),
    ("poll: {every: 60s}", "database: sqlite://", "4 database", ("sqlite:///FILE", "memory")),
    ("poll: {every: 60s}", "engine: celery", "4 engine", ("'celery'", "Write one of those")),
    ("poll: {every: 60s}", "engine: procrastinate", "4 engine", ("PostgreSQL", "postgresql+psycopg://")),
    ("poll: {every: 60s}", "database: 'sqlite:///:memory:'", "4 database", ("sqlite:///FILE", "memory")),
    ("poll: {every: 60s}", "storage: gs://bucket/x", "4 storage", ("place of 'gs'", "s3://our-mails")),
    ("poll: {every: 60s}", "storage: [a]", "4 storage", ("Text is expected", "quotes")),
    ("poll: {every: 60s}", "templates: lettres", "4 templates", ("no folder 'lettres'", "Create it")),
    ("poll: {every: 60s}", "limits: {address: 10/week}", "4 limits.address", ("A rate", "period")),
    ("poll: {every: 60s}", "limits: {domain: 0/day}", "4 limits.domain", ("at least 1", "room")),
    (
        "poll: {every: 60s}",
        "limits: {adress: 1/day}",
        "4 limits.adress",
        ("address, domain", "mean 'address'?"),
    ),
    ('at: "08:00"', "at: 8h", "5 digest.at", ("An hour from 00:00", "'08:00'")),
    ('at: "08:00"', 'at: "24:00"', "5 digest.at", ("found '24:00'", "'08:00'")),
    ('at: "08:00"', "when_empty: sent", "5 digest.when_empty", ("One of skip, send is", "mean 'send'?")),
    ('at: "08:00"', "from: job", "5 digest.from", ("no mailbox 'job'", "mean 'jobs'?")),
    (
        'at: "08:00"',
        "form: jobs",
        "5 digest.form",
        ("at, every, quiet_days, when_empty, from", "mean 'from'?"),
    ),
    ('at: "08:00"', "every: week", "5 digest.every", ("a day of the week", "Write day, or one of mon")),
    ('at: "08:00"', "every: monday", "5 digest.every", ("found 'monday'", "mean 'mon'?")),
    ('at: "08:00"', "quiet_days: [dim]", "5 digest.quiet_days[0]", ("found 'dim'", "[sat, sun, 2026-05-01]")),
    ('at: "08:00"', "quiet_days: [2026-02-30]", "5 digest.quiet_days[0]", ("a date such as", "sat")),
    ("poll: {every: 60s}", "reminder: 2w", "4 reminder", ("A duration", "one of s, m, h, d")),
    ("poll: {every: 60s}", "reminder: 5m", "4 reminder", ("from 1h to 30d", "Correct")),
    ("poll: {every: 60s}", "privacy: {purpose: x}", "4 privacy.contact", ("required", "Add")),
    ("poll: {every: 60s}", "privacy: {purpose: [x], contact: y}", "4 privacy.purpose", ("A text", "{fr: …")),
    (
        "poll: {every: 60s}",
        "privacy: {purpose: x, contact: y, law: rgpd}",
        "4 privacy.law",
        ("One of 09-08, gdpr", "one of those"),
    ),
    ("  jobs:", "  my jobs:", "7 mailboxes.my jobs", ("A name of at most 64 letters", "Rename")),
    (
        "    address: jobs@example.org",
        "    addres: jobs@example.org",
        "8 mailboxes.jobs.addres",
        ("no key", "mean"),
    ),
    ("imap.example.org", "imaps://imap.example.org", "10 mailboxes.jobs.imap.host", ("A host", "bare name")),
    ("imap.example.org", "imap.example.org:993", "10 mailboxes.jobs.imap.host", ("A host", "no :993")),
    ("username: jobs", "port: 993", "9 mailboxes.jobs.imap.username", ("required", "Add")),
    (
        "username: jobs",
        "port: 0",
        "11 mailboxes.jobs.imap.port",
        ("from 1 to 65535 is expected, found 0", "Correct"),
    ),
    ("username: jobs", "port: '993'", "11 mailboxes.jobs.imap.port", ("A whole number", "digits")),
    ("username: jobs", "port: true", "11 mailboxes.jobs.imap.port", ("found true", "digits")),
    (
        "username: jobs",
        "security: ssl",
        "11 mailboxes.jobs.imap.security",
        ("tls, starttls, none", "Write one of"),
    ),
    ("username: jobs", "security: none", "11 mailboxes.jobs.imap.security", ("localhost", "tls or starttls")),
    ("username: jobs", "ca_file: ca.pem", "11 mailboxes.jobs.imap.ca_file", ("no file 'ca.pem'", "PEM")),
    (
        "password: {env: JOBS_PASSWORD}",
        "password: hush",
        "12 mailboxes.jobs.imap.password",
        ("itself", "{env: NAME}"),
    ),
    (
        "password: {env: JOBS_PASSWORD}",
        "password: 1234",
        "12 mailboxes.jobs.imap.password",
        ("itself", "{env: NAME}"),
    ),
    ("{env: JOBS_PASSWORD}", "{env: A B}", "12 mailboxes.jobs.imap.password", ("One of {env", "{env: NAME}")),
    (
        "{env: JOBS_PASSWORD}",
        "{env: A, file: b}",
        "12 mailboxes.jobs.imap.password",
        ("One of {env", "{env: NAME}"),
    ),
    ("{env: JOBS_PASSWORD}", "{keyring: jobs}", "12 mailboxes.jobs.imap.password", ("SERVICE/NAME", "{env")),
    (
        "      password: {env",
        "      auth: {env",
        "12 mailboxes.jobs.imap.auth.oauth2",
        ("required and missing", "Add `oauth2"),
    ),
    ("host: smtp.example.org", "port: 25", "13 mailboxes.jobs.smtp.host", ("required", "Add `host")),
    (
        "host: smtp.example.org",
        "{host: a.example.org, username: x}",
        "13 mailboxes.jobs.smtp.password",
        ("password is missing", "Give both"),
    ),
    (
        "host: smtp.example.org",
        "{host: a.example.org, password: {env: X}}",
        "14 mailboxes.jobs.smtp.password",
        ("username is missing", "Give both"),
    ),
    ("folders: [INBOX]", "folders: INBOX", "15 mailboxes.jobs.folders", ("A list", "[INBOX]")),
    ("folders: [INBOX]", "folders: {a: b}", "15 mailboxes.jobs.folders", ("A list", "in brackets")),
    (
        "folders: [INBOX]",
        '"a\\e[31m": 1',
        "15 mailboxes.jobs.a\N{REPLACEMENT CHARACTER}[31m",
        ("no key", "Remove"),
    ),
    ("folders: [INBOX]", "folders: []", "15 mailboxes.jobs.folders", ("an empty list", "Name one")),
    ("folders: [INBOX]", "folders: [(import)]", "15 mailboxes.jobs.folders", ("intake's own", "Rename")),
    (
        "folders: [INBOX]",
        "processed: flagged",
        "15 mailboxes.jobs.processed",
        ("leave, flag", "mean 'flag'?"),
    ),
    (
        "folders: [INBOX]",
        "processed: {move: inbox}",
        "15 mailboxes.jobs.processed",
        ("itself watched", "not in"),
    ),
    ("folders: [INBOX]", "since: last week", "15 mailboxes.jobs.since", ("A date or time", "year first")),
    (
        "folders: [INBOX]",
        "authserv_id: a b",
        "15 mailboxes.jobs.authserv_id",
        ("without spaces", "first word"),
    ),
    ("folders: [INBOX]", "aliases: [jobs]", "15 mailboxes.jobs.aliases[0]", ("mail address", "bare")),
    (
        "folders: [INBOX]",
        "answer_unmatched: 1",
        "15 mailboxes.jobs.answer_unmatched",
        ("true or false", "true"),
    ),
]

_RECRUITERS = "recruiters: [direction@example.org]"
POSTING_FAULTS = [
    (
        _RECRUITERS,
        "recruiters: [{address: a@example.org, gets: [all]}]",
        "8 recruiters[0].gets[0]",
        ("digest, closing", "one of those"),
    ),
    (
        _RECRUITERS,
        "recruiters: [{adress: a@example.org}]",
        "8 recruiters[0].adress",
        ("no key", "mean 'address'?"),
    ),
    (
        _RECRUITERS,
        "recruiters: [a@example.org, {address: A@example.org, gets: []}]",
        "8 recruiters",
        ("stands twice", "once"),
    ),
    (_RECRUITERS, "grace: 2d", "8 grace", ("from 0s to 1d", "Correct")),
    (_RECRUITERS, "late: reject", "8 late", ("flag, refuse", "one of those")),
    (_RECRUITERS, "languages: []", "8 languages", ("At least", "Name one")),
    (_RECRUITERS, "languages: [de]", "8 languages[0]", ("fr, en, ar", "one of those")),
    (_RECRUITERS, "digest: {every: never}", "8 digest.every", ("`day` or", "Write day")),
    ("title:", "titel:", "1 titel", ("accepted are title", "mean 'title'?")),
    ("language: fr", "language: french", "3 language", ("fr, en, ar", "Write one of those")),
    ("language: fr", "draft: false", "1 language", ("required", "Add `language: …`")),
    (
        "mailbox: jobs",
        "mailbox: job",
        "2 mailbox",
        ("no mailbox 'job' in intake.yaml; it describes jobs", "'jobs'"),
    ),
    ('subject: "Candidature {title}"', "# none", "1 subject", ("needs the subject", "remove `mailbox`")),
    ("Candidature {title}", "{name}", "4 subject", ("no literal word", "Write")),
    ("Candidature {title}", "Poste {nom}", "4 subject", ("{nom}", "Write")),
    ("[cv, letter]", "cv", "5 documents", ("A list", "[cv]")),
    ("[cv, letter]", "[resume]", "5 documents[0].kind", ("cv, letter, references", "one of those")),
    (
        "[cv, letter]",
        "[cv, {kind: reference}]",
        "5 documents[1].kind",
        ("found 'reference'", "mean 'references'?"),
    ),
    ("[cv, letter]", "[{kind: references, count: 0}]", "5 documents[0].count", ("from 1 to 20", "number")),
    ("[cv, letter]", "[{kind: cv, count: 2}]", "5 documents[0].count", ("for references only", "Remove")),
    ("[cv, letter]", "[{kind: cv, cout: 2}]", "5 documents[0].cout", ("kind, count", "mean 'count'?")),
    ("[cv, letter]", "[cv, cv]", "5 documents", ("'cv' stands twice", "once")),
    ("opens: 2026-04-01", "opens: 2026-02-30", "6 opens", ("found '2026-02-30'", "year first")),
    ("opens: 2026-04-01", "opens: 2026-05-05", "7 deadline", ("end before it opens", "`opens`")),
    ("deadline: 2026-05-04 16:00", "closed: 2026-03-01", "7 closed", ("end before it opens", "`opens`")),
    ("2026-05-04 16:00", "04/05/2026 16:00", "7 deadline", ("found '04/05/2026 16:00'", "year first")),
    ("2026-05-04 16:00", "2026-05-04 16h00", "7 deadline", ("2026-05-04 16:00", "hours from 00:00")),
    ("2026-05-04 16:00", "2026-05-04 24:00", "7 deadline", ("found", "hours from 00:00 to 23:59")),
    ("2026-05-04 16:00", "20260504", "7 deadline", ("found 20260504", "year first")),
    ("2026-05-04 16:00", "9999-12-31", "7 deadline", ("A date", "year first")),
    (
        "2026-05-04 16:00",
        "2027-03-28 02:30",
        "7 deadline",
        ("does not exist in Europe/Paris", "another hour"),
    ),
    ("2026-05-04 16:00", "2026-10-25 02:30", "7 deadline", ("comes twice in Europe/Paris", "its offset")),
    ("direction@example.org", "direction", "8 recruiters[0]", ("mail address", "bare address")),
    (
        "recruiters: [direction@example.org]",
        "reference: OMP 1",
        "8 reference",
        ("letters, digits and -", "'OMP'"),
    ),
    ("recruiters: [direction@example.org]", "reference: 2026", "8 reference", ("Text is expected", "quotes")),
    (
        "recruiters: [direction@example.org]",
        "reference: 2026-A",
        "8 reference",
        ("begins with a letter", "'OMP'"),
    ),
    (
        "recruiters: [direction@example.org]",
        "retention: {months: 0}",
        "8 retention.months",
        ("from 1", "number"),
    ),
    ("recruiters: [direction@example.org]", "retention: 24", "8 retention", ("A group of keys", "below")),
    ("mailbox: jobs", "title: Again", "2 title", ("stands twice, first on line 1", "Remove one")),
    ("mailbox: jobs", "mailbox: [jobs", "3", ("not YAML", "quotes")),
    ("mailbox: jobs", "\tmailbox: jobs", "2", ("A tab stands", "Indent with spaces")),
    ("mailbox: jobs", "mailbox: @jobs", "2", ("not YAML: found character '@'", "needs quotes")),
    ("mailbox: jobs", "mailbox: jobs: hr", "2", ("not YAML: mapping values", "': '")),
    ("mailbox: jobs", "mailbox: !!python/name:os.system jobs", "2 mailbox", ("The tag", "Remove the tag")),
    ("mailbox: jobs", "mailbox: *jobs", "2", ("undefined alias", "needs quotes")),
    ("mailbox: jobs", "? [a]\n: b", "2", ("where a key is expected", "`key: value`")),
    ("mailbox: jobs", "<<: {mailbox: jobs}", "2 <<", ("no key '<<'", "Remove")),
]


def assert_only(found: list[settings.Finding], where: str, text: str, remedy: str) -> None:
    """Assert that one error of the list stands there, and says both."""
    at = [finding for finding in found if finding.where == where]
    assert len(at) == 1, found
    assert text in at[0].text
    assert remedy in at[0].remedy
    assert at[0].text.endswith((".", "?"))


@pytest.mark.parametrize(("old", "new", "where", "says"), INTAKE_FAULTS)
def test_a_fault_of_intake_yaml_is_named_with_its_place_and_remedy(tmp_path, old, new, where, says):
    folder = write(tmp_path, replaced(INTAKE, old, new))
    assert_only(errors(folder), f"config/intake.yaml:{where}", *says)


@pytest.mark.parametrize(("old", "new", "where", "says"), POSTING_FAULTS)
def test_a_fault_of_a_posting_is_named_with_its_place_and_remedy(tmp_path, old, new, where, says):
    folder = write(tmp_path, omp=replaced(POSTING, old, new))
    assert_only(errors(folder), f"config/postings/omp.yaml:{where}", *says)


def test_every_fault_of_every_file_is_reported_at_once(tmp_path):
    """Unknown keys, wrong values and faults between fields and files hide none of the others."""
    faulty = replaced(
        POSTING, "deadline: 2026-05-04 16:00", "deadline: 2026-03-01\nclosed: 2026-05-01\ncolour: red"
    )
    folder = write(
        tmp_path,
        replaced(
            replaced(INTAKE, "timezone: Europe/Paris", "timezone: Mars"),
            "host: smtp",
            "port: x\n      host: smtp",
        ),
        a=replaced(faulty, "mailbox: jobs", "mailbox: job"),
        b="title: [",
        c="",
        d="- a list",
        **{"e f": POSTING},
    )
    (folder / "postings" / "g.yaml").write_bytes(b"title: X\nmailbox: \xe9\n")
    assert {finding.where for finding in errors(folder)} == {
        "config/intake.yaml:2 timezone",
        "config/intake.yaml:14 mailboxes.jobs.smtp.port",
        "config/postings/a.yaml:2 mailbox",
        "config/postings/a.yaml:7 deadline",
        "config/postings/a.yaml:9 colour",
        "config/postings/b.yaml:1",
        "config/postings/c.yaml:1",
        "config/postings/d.yaml:1",
        "config/postings/e f.yaml",
        "config/postings/g.yaml:2",
    }


def test_the_error_itself_reads_as_its_findings_one_a_line(tmp_path):
    folder = write(tmp_path, replaced(INTAKE, "organisation", "organization"))
    with pytest.raises(settings.SettingsError) as refusal:
        settings.load(folder)
    lines = str(refusal.value).splitlines()
    assert len(lines) == 2
    assert any(line.startswith("config/intake.yaml:1 organization: There is no key") for line in lines)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("[" * 1000, "nests too deeply", id="deep flow"),
        pytest.param("a: " + "{b: " * 40 + "1" + "}" * 40, "nests too deeply", id="deep mapping"),
        pytest.param("a: &a [*a]", "nests too deeply", id="recursive alias"),
        pytest.param(
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + "\n".join(
                f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefg", "bcdefgh", strict=True)
            ),
            "too many values",
            id="billion laughs",
        ),
        pytest.param("a: 1\n" * 60_000, "larger than", id="large file"),
        pytest.param('a: "\\UFFFFFFFF"', "impossible character", id="escape beyond Unicode"),
        pytest.param("a: \x01", "not YAML", id="control character"),
        pytest.param("a: 1\n---\nb: 2", "found another document", id="two documents"),
        pytest.param(
            "%YAML 1.1\n---\ndraft: yes", "The tag 'bool' is not accepted", id="another YAML version"
        ),
        pytest.param(
            "retention: {months: 0x" + "f" * 9000 + "}",
            "A whole number is expected",
            id="number beyond counting",
        ),
    ],
)
def test_a_hostile_file_is_a_finding_within_bounds(tmp_path, text, says):
    found = errors(write(tmp_path, omp=text))
    assert any(says in finding.text for finding in found)
    assert all(len(finding.text) < 500 for finding in found)


@pytest.mark.parametrize(
    "place", ["password: hush-hush", "password: [hush-hush]", "password: {value: hush-hush}"]
)
def test_a_password_in_the_file_is_never_repeated(tmp_path, place):
    folder = write(tmp_path, replaced(INTAKE, "password: {env: JOBS_PASSWORD}", place))
    assert "hush" not in str(errors(folder))


def test_a_password_in_the_database_s_url_is_warned_of_and_never_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("JOBS_PASSWORD", "x")
    folder = write(
        tmp_path, INTAKE + "database: postgresql+psycopg://intake:hush@db.example.org/intake\n", omp=POSTING
    )
    loaded, found = settings.check(folder)
    assert ("warning", "config/intake.yaml:16 database") in {(f.level, f.where) for f in found}
    assert "hush" not in f"{loaded} {found}"
