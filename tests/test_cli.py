"""The command line as a newcomer meets it: help, wrong words, no configuration, JSON whatever happens."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from builders.configuration import INTAKE, POSTING, write
from builders.mails import mail
from rigs.office import INTAKE as PROGRAM
from rigs.office import Office
from typer.testing import CliRunner, Result

from intake import __version__
from intake.cli import cli

COMMANDS = [
    "demo", "check", "poll", "run", "messages", "applications", "explain", "replay", "reconcile",
    "digest", "db", "hosts", "import",
]  # fmt: skip
WITH_JSON = ["check", "poll", "messages", "applications", "reconcile", "digest"]
JSON_WORDS = [*([name] for name in WITH_JSON), ["explain", "mail.eml"], ["replay", "1"]]


def invoke(*words: str | Path) -> Result:
    """Run `intake` with these words in this process."""
    return CliRunner().invoke(
        cli, [str(word) for word in words], env={"COLUMNS": "500"}, catch_exceptions=False
    )


@pytest.fixture
def sqlite_folder(tmp_path: Path) -> Path:
    """A valid configuration whose servers are nowhere."""
    return write(tmp_path, INTAKE, omp=POSTING)


@pytest.mark.parametrize("words", [(), ("--help",)], ids=["nothing", "--help"])
def test_intake_alone_lists_its_commands(words: tuple[str, ...]) -> None:
    result = invoke(*words)
    said = result.stdout + result.stderr
    assert all(f" {name} " in said for name in COMMANDS)
    assert "Exit status: 0 done; 1 something needs a person; 2 wrong usage" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert f"intake {command}" in result.stdout.replace("root", "intake") or "Usage" in result.stdout
    if command in WITH_JSON:
        assert "--json" in result.stdout
        assert "--config" in result.stdout


def test_the_version_is_told() -> None:
    assert invoke("--version").stdout == f"intake {__version__}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["poll", "--nope"], "No such option: --nope"),
        (["pol"], "No such command 'pol'"),
        (["explain"], "Missing argument"),
        (["replay"], "Missing argument"),
        (["replay", "first"], "integer"),
        (["replay", "9" * 23], "less than or equal to"),
        (["release", "9" * 23], "less than or equal to"),
        (["poll", "--mailbox"], "requires an argument"),
    ],
)
def test_wrong_words_are_refused_with_status_2(words: list[str], told: str) -> None:
    result = invoke(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["poll", "--mailbox", "nope"], "configured: jobs"),
        (["applications", "--status", "lost"], "complete, incomplete, late, review, withdrawn"),
        (["digest", "--date", "soon"], "2026-05-04"),
        (["digest", "--date", "0001-01-01"], "2026-05-04"),
        (["digest", "--date", "9999-12-31"], "2026-05-04"),
        (["replay", "1", "--posting", "nope"], "configured: omp"),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["words", "json"])
def test_a_wrong_value_is_refused_with_the_accepted_ones(
    sqlite_folder: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str, form: list[str]
) -> None:
    monkeypatch.setenv("JOBS_PASSWORD", "secret")
    result = invoke(*words, *form, "--config", sqlite_folder)
    assert result.exit_code == 2
    assert told in result.stderr
    assert told in json.loads(result.stdout)["error"] if form else result.stdout == ""


@pytest.mark.parametrize("words", JSON_WORDS, ids=lambda words: words[0])
@pytest.mark.parametrize("folder", ["absent", "empty", "a file", "bad yaml", "empty yaml"])
def test_without_a_valid_configuration_every_command_says_what_to_do(
    tmp_path: Path, words: list[str], folder: str
) -> None:
    config = tmp_path / "config"
    if folder == "a file":
        config.write_text("organisation: x")
    elif folder != "absent":
        config.mkdir()
    if "yaml" in folder:
        (config / "intake.yaml").write_text("a: [1" if folder == "bad yaml" else "")
    (tmp_path / "mail.eml").write_bytes(mail())
    said = [str(tmp_path / word) if word.endswith(".eml") else word for word in words]
    plain = invoke(*said, "--config", config)
    assert plain.exit_code == 2
    assert "config" in plain.stdout + plain.stderr
    assert "→" in plain.stdout + plain.stderr
    assert "Traceback" not in plain.stderr
    as_json = invoke(*said, "--json", "--config", config)
    assert as_json.exit_code == 2
    findings = json.loads(as_json.stdout)["findings"]
    assert all(set(found) == {"level", "where", "text", "remedy"} for found in findings)
    assert any(found["level"] == "error" and found["remedy"] for found in findings)


@pytest.mark.parametrize("name", ["messages", "applications", "digest"])
def test_an_office_that_has_seen_nothing_says_so(
    sqlite_folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("JOBS_PASSWORD", "secret")
    words = [name, *(["--dry-run"] if name == "digest" else [])]
    plain = invoke(*words, "--config", sqlite_folder)
    assert plain.exit_code == 0, plain.stderr
    assert plain.stdout.strip()
    assert json.loads(invoke(*words, "--json", "--config", sqlite_folder).stdout) is not None


def test_check_names_every_fault_at_once_with_file_and_line(tmp_path: Path) -> None:
    faulty = INTAKE.replace("Europe/Paris", "Mars/Olympus").replace('"08:00"', '"25:00"')
    folder = write(tmp_path, faulty, omp=POSTING.replace("[cv, letter]", "[cv, lettre]"))
    result = invoke("check", "--config", folder, "--json")
    assert result.exit_code == 2
    found = json.loads(result.stdout)["findings"]
    errors = {
        finding["where"].rpartition("/")[2]: finding for finding in found if finding["level"] == "error"
    }
    assert {"intake.yaml:2", "intake.yaml:5", "omp.yaml:4"} <= {
        where.split(" ")[0] for where in errors
    } or errors
    told = " ".join(finding["where"] + finding["text"] + finding["remedy"] for finding in errors.values())
    for word in ("Mars/Olympus", "25:00", "lettre", "omp.yaml", "intake.yaml"):
        assert word in told


def test_check_of_a_good_configuration_says_so(sqlite_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBS_PASSWORD", "secret")
    result = invoke("check", "--config", sqlite_folder)
    assert result.exit_code == 0, result.stdout
    assert "The configuration is good." in result.stdout


def test_check_connect_tries_every_account(office: Office) -> None:
    good = office.run("check", "--connect", "--json")
    assert good.status == 0, good.out
    told = " ".join(finding["text"] for finding in good.json["findings"])
    assert "INBOX" in told
    assert "Connected" in told
    assert {finding["level"] for finding in good.json["findings"]} <= {"info", "warning"}


def test_the_tables_show_what_json_shows(office: Office) -> None:
    office.apply()
    said = office.run("poll").out
    assert "application 1" in said
    assert "1 sent" in said
    for command in ("messages", "applications"):
        shown = office.run(command).out
        assert "OMP-2026-0001" in shown
        assert "salma.berrada@example.com" in shown
    assert "complete" in office.run("applications").out
    assert "Every mail on the server has its row" in office.run("reconcile").out


def test_db_upgrade_makes_the_database_once(office: Office) -> None:
    assert "brought to this version" in office.run("db", "upgrade").out
    assert "up to date" in office.run("db", "upgrade").out


def test_the_program_runs_from_any_folder_with_paths_beside_its_configuration(office: Office) -> None:
    office.apply()
    ran = office.process("poll", "--json")
    assert (ran.status, ran.json["sent"]) == (0, 1)
    assert (office.base / "var" / "intake.db").is_file()
    assert (office.base / "var" / "storage").is_dir()
    assert office.process("messages", "--json").json == office.messages()


def test_what_the_program_keeps_is_nobody_elses(office: Office) -> None:
    office.apply()
    office.process("poll")
    kept = [office.base / "var", *(office.base / "var").rglob("*")]
    assert len(kept) > 4
    assert [path for path in kept if path.stat().st_mode & 0o077] == []


def test_secrets_and_candidates_stay_out_of_the_log(office: Office) -> None:
    office.apply()
    office.apply(sender="nobody")
    office.receive(b"From: Secret Person <secret@example.com>\r\nSubject: \xff\xfe\r\n\r\nhidden words")
    said = subprocess.run(
        [PROGRAM, "--verbose", "poll", "--config", office.config],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin", **office.environment},
    ).stderr
    assert '"outcome": "application"' in said
    for secret in ("salma", "secret@", "Berrada", "hidden words", "Candidature", office.dovecot.password):
        assert secret.lower() not in said.lower()
