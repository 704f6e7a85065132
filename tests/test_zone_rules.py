"""Zone data that is stale, or that changes between two runs: refused, or shown; by real packages of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import tzdata
from builders.configuration import INTAKE, POSTING, replaced, write
from rigs.office import INTAKE as PROGRAM
from rigs.office import Office

Packed = Callable[[str, dict[str, str]], Path]


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    """A package of zone data of one's own: its release, and the zones that take another one's rules."""

    def pack(release: str, rules: dict[str, str]) -> Path:
        folder = tmp_path / "packages"
        shutil.copytree(Path(tzdata.__file__).parent, folder / "tzdata", dirs_exist_ok=True)
        (folder / "tzdata" / "__init__.py").write_text(f"IANA_VERSION = {release!r}\n")
        for zone, other in rules.items():
            shutil.copy(folder / "tzdata" / "zoneinfo" / other, folder / "tzdata" / "zoneinfo" / zone)
        return folder

    return pack


# What a release before 2026c says of Morocco in winter: +01. (Etc/GMT-1 lies east of Greenwich.)
STALE = {"Africa/Casablanca": "Etc/GMT-1", "Africa/El_Aaiun": "Etc/GMT-1"}


def check(config: Path, packages: Path) -> tuple[int, list[dict[str, str]]]:
    """Run `intake check` over other zone data; return its status and its findings."""
    ran = subprocess.run(
        [PROGRAM, "check", "--json", "--config", config],
        env={"PYTHONPATH": str(packages), "JOBS_PASSWORD": "secret"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, json.loads(ran.stdout)["findings"]


@pytest.mark.parametrize("zone", STALE)
@pytest.mark.parametrize("label", ["2025b", "2026f"])
def test_stale_zone_data_is_refused_with_the_remedy_whatever_its_label_says(
    tmp_path: Path, packed: Packed, zone: str, label: str
) -> None:
    config = write(tmp_path, replaced(INTAKE, "Europe/Paris", zone), omp=POSTING)
    status, findings = check(config, packed(label, STALE))
    (refusal,) = (finding for finding in findings if finding["level"] == "error")
    assert status == 2
    assert refusal["where"] == "config/intake.yaml:2 timezone"
    assert label in refusal["text"]
    assert "2026c" in refusal["text"]
    assert "pip install --upgrade tzdata" in refusal["remedy"]


def test_an_older_release_is_good_for_the_zones_that_it_knows(tmp_path: Path, packed: Packed) -> None:
    status, findings = check(write(tmp_path, omp=POSTING), packed("2025b", STALE))
    assert status == 0
    assert any("release 2025b" in finding["text"] for finding in findings)


def test_nothing_is_polled_or_sent_on_stale_zone_data(office: Office, packed: Packed) -> None:
    office.apply()
    office.environment["PYTHONPATH"] = str(packed("2025b", STALE))
    ran = office.process("poll", "--json")
    assert ran.status == 2
    assert "tzdata" in ran.out
    assert office.letters == []
    office.environment.pop("PYTHONPATH")
    assert office.process("poll", "--json").json["sent"] == 1


def test_new_zone_data_counts_though_the_systems_is_old(tmp_path: Path, packed: Packed) -> None:
    """The system's folder comes first for `zoneinfo`, unless that is told otherwise (PEP 615)."""
    ran = subprocess.run(
        [sys.executable, "-c", "from intake import zones; print(zones.outdated('Africa/Casablanca'))"],
        env={"PYTHONTZPATH": str(packed("2025b", STALE) / "tzdata" / "zoneinfo")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "None"


def test_a_change_of_a_zones_rules_shows_in_check_and_leaves_what_was_decided(
    office: Office, packed: Packed
) -> None:
    """Paris gives up its summer time: 16:00 there is another instant from one run to the next."""
    between = datetime(2026, 7, 1, 14, 30, tzinfo=UTC)
    office.configure(timezone="Europe/Paris")
    office.posting(deadline="2026-07-01 16:00")
    office.posting("next", subject="Stage", deadline="2099-07-01 16:00")
    office.apply(when=between, sender="before@example.com")
    office.environment["PYTHONPATH"] = str(packed("2099a", {"Europe/Paris": "Etc/GMT-1"}))
    assert _late_from(office) == "2099-07-01 16:00:00+01:00 on, 2099-07-01 15:00:00 UTC."
    assert office.process("poll").status == 0
    office.environment.pop("PYTHONPATH")
    assert _late_from(office) == "2099-07-01 16:00:00+02:00 on, 2099-07-01 14:00:00 UTC."
    office.apply(when=between, sender="after@example.com")
    office.poll()
    assert [row["status"] for row in office.applications()] == ["complete", "late"]


def _late_from(office: Office) -> str:
    """The instant from which mail to the open posting is late, as `intake check` names it."""
    findings = office.process("check", "--json").json["findings"]
    (text,) = (finding["text"] for finding in findings if finding["text"].startswith("Mail is late"))
    return str(text).removeprefix("Mail is late from ")
