"""What the documentation tells people to do: each command, option, file and metric that it names is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from rigs.office import INTAKE
from ruamel.yaml import YAML

from intake.cli import cli
from intake.domain.watch import Disk
from intake.monitor.health import Health
from intake.monitor.metrics import exposition
from intake.monitor.tally import Tally
from intake.services.status import MailboxState, State

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "docs" / "deploy"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
UNITS = sorted((*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")))
NAMES = [path.name for path in PAGES]

_CODE = re.compile(r"^```[^\n]*\n(.*?)^```|`([^`\n]+(?:\n[^`\n]+)?)`", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:^|[\s/(])intake((?:[ \t]+[^\s`;|&#)]+)+)", re.MULTILINE)
_REMARK = re.compile(r"(?:^|\s)#[^\n]*")
_LINK = re.compile(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)")


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words behind each `intake` that is given as a command."""
    for block, span in _CODE.findall(text):
        code = _REMARK.sub("", block).replace("\\\n", " ") or (
            " ".join(span.split()) if span.startswith("intake ") else ""
        )
        for found in _COMMAND.findall(code):
            words = found.replace("[", " ").replace("]", " ").replace("'", "").split()
            if re.fullmatch(r"[a-z]+|--(verbose|version|help)", words[0]) and words[0] != "intake":
                yield words


def lacking(words: list[str]) -> str | None:
    """Which of the words names a command or an option that there is not; None: all are there."""
    command: Any = typer.main.get_command(cli)
    for word in words:
        if word.startswith("-") and len(word) > 1:
            name = word.partition("=")[0].rstrip("…,.")
            known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
            if name not in known | {"--help"}:
                return f"{command.name}: {word}"
        elif hasattr(command, "commands"):
            if word not in command.commands:
                return f"{command.name}: {word}" if re.fullmatch(r"[a-z]+", word) else None
            command = command.commands[word]
    return None


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_command_and_option_of_a_page_is_there(page: Path) -> None:
    assert [found for words in commands(page.read_text("utf-8")) if (found := lacking(words))] == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("`intake polll`", "intake: polll"),
        ("`intake check --conect`", "check: --conect"),
        ("```\nsudo -u x /opt/bin/intake db upgrad --config y\n```", "db: upgrad"),
        ("`intake poll [--mailbox NAME]`", None),
        ("`intake --verbose …`", None),
        ("```\ndocker exec intake intake status --json | jq\n```", None),
        ("```\nsystemctl enable --now intake\ncreateuser intake --pwprompt\n```", None),
    ],
)
def test_a_word_that_there_is_not_is_seen(said: str, found: str | None) -> None:
    assert next((each for words in commands(said) if (each := lacking(words))), None) == found


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_page_and_file_that_is_linked_is_there(page: Path) -> None:
    links = _LINK.findall(page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_file_for_the_deployment_is_told_of() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    told = re.findall(r"[\w@.*-]+", text)
    covers = [word for word in told if "*" in word]
    unknown = [
        path.name
        for path in DEPLOY.iterdir()
        if path.name not in told and not any(Path(path.name).match(word) for word in covers)
    ]
    assert unknown == []


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("*.yaml")), ids=lambda path: path.name)
def test_every_yaml_file_is_one(path: Path) -> None:
    assert isinstance(YAML(typ="safe").load(path), dict)


def test_what_the_image_is_made_of_is_there() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    copied = [
        line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY ") and "--from" not in line
    ]
    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []
    (extras,) = re.findall(r"\.\[([a-z0-9,]+)\]", text)
    offered = re.search(
        r'^all = \["intake\[([a-z0-9,]+)\]"\]', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE
    )
    assert offered is not None
    assert set(extras.split(",")) <= set(offered[1].split(","))


# --- systemd ------------------------------------------------------------------


def settings(unit: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / unit).read_text("utf-8").splitlines():
        key, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/intake/bin/intake", str(INTAKE))
        (tmp_path / unit.name.replace("@.", "@poll.")).write_text(text, "utf-8")
    for name in ("digest", "reconcile"):
        shutil.copy(tmp_path / "intake@poll.service", tmp_path / f"intake@{name}.service")
    names = [str(path) for path in sorted(tmp_path.iterdir())]
    ran = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True, check=False)
    assert [line for line in ran.stderr.splitlines() if "intake" in line] == []


def test_all_services_are_locked_up_alike() -> None:
    walls = re.compile(
        r"Protect|Private|Restrict[A-RT-Z]|RestrictS|SystemCall|NoNew|Capability|Memory|Lock|UMask"
    )
    kept = [
        {key: value for key, value in settings(unit).items() if walls.match(key)}
        for unit in ("intake.service", "intake@.service", "intake-web.service")
    ]
    assert kept[0].pop("RestartPreventExitStatus", None) is None
    assert kept[0] == kept[1] == kept[2]
    assert len(kept[0]) > 15


@pytest.mark.parametrize("unit", ["intake.service", "intake@.service", "intake-web.service"])
def test_a_service_can_see_who_lives(unit: str) -> None:
    """Claims of a process that /proc does not show are free at once: store.workers."""
    assert not {"ProtectProc", "ProcSubset", "PrivatePIDs"} & settings(unit).keys()


# --- Prometheus ---------------------------------------------------------------


class _Known(Health):
    """A health whose state is known."""

    def __init__(self) -> None:
        super().__init__(lambda: pytest.fail("nobody asks"), lambda: None)
        self._next = float("inf")
        self._state = State(
            schema="",
            now=datetime(2026, 5, 4, tzinfo=UTC),
            mailboxes=[MailboxState(name="jobs")],
            disks=[Disk(what="storage", free=1, total=2)],
        )


def test_every_metric_of_the_alert_rules_is_exposed_with_its_labels() -> None:
    tally = Tally()
    tally.polled("jobs", 1.0, Counter(application=1), failed=False, busy=False)
    text = exposition(tally, _Known())[0].decode()
    rules = YAML(typ="safe").load(DEPLOY / "alerts.yaml")["groups"][0]["rules"]
    named = {name for rule in rules for name in re.findall(r"intake_\w+", rule["expr"])}
    assert {name for name in named if f"# TYPE {name} " not in text} == set()
    for label in ("state", "level", "of", "mailbox"):
        assert f'{label}="' in text
