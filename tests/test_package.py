"""What is shipped: the wheel holds everything that the main job reads, and the papers agree."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import intake

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = f"import hatchling.build as b; b.build_wheel({str(folder)!r})"
    subprocess.run([sys.executable, "-c", build], check=True, cwd=ROOT, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.mark.parametrize(
    "file",
    [
        "intake/cli/__init__.py",
        "intake/py.typed",
        "intake/adapters/fonts/DejaVuSans.ttf",
        "intake/adapters/fonts/LICENSE",
        "intake/templates/acknowledgement/complete/ar.html",
        "intake/templates/digest/fr.txt",
        "intake/seeds/postings/omp-charge-de-projet.yaml",
        "intake/example/intake.yaml",
        "intake/store/migrations/env.py",
        "intake/web/locale/ar/base.po",
        "intake/web/static/htmx.min.js",
        "intake/web/templates/base.html",
        "intake/store/migrations/versions/v0001_first.py",
    ],
)
def test_the_wheel_holds(wheel: zipfile.ZipFile, file: str) -> None:
    assert file in wheel.namelist()


def test_every_module_and_template_of_the_checkout_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "intake").rglob("*.py")}
    templates = {
        f"intake/{path.relative_to(ROOT)}" for path in (ROOT / "templates").rglob("*") if path.is_file()
    }
    assert modules | templates <= names


def test_the_changelog_begins_with_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[([\d.]+)\]", changelog, re.MULTILINE)[0] == intake.__version__
    assert PROJECT["version"] == intake.__version__


def test_the_readme_shows_the_two_commands_first_and_names_every_command() -> None:
    from typer.main import get_command

    from intake.cli import cli

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.index("make demo") < readme.index("make test") < 1_200
    commands = get_command(cli).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        for each in [f"{name} {sub}" for sub in getattr(command, "commands", {})] or [name]:
            assert f"`intake {each}" in readme, each


@pytest.mark.parametrize("file", ["requirements/demo.txt", "requirements/test.txt", "requirements/fit.txt"])
def test_every_pinned_package_has_a_hash_and_no_file_names_a_registry(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    pinned = re.findall(r"^[\w.\[\]-]+==\S+ \\$", text, re.MULTILINE)
    assert len(pinned) > 20
    assert text.count("==") == len(pinned) + text.count("; ")
    assert "://" not in text


# Runs a command where no optional package is installed: `python -c … WORDS`.
_BARE = """
import importlib.abc, importlib.util, sys
LACKING = set(sys.argv.pop(1).split())
def lacks(name):
    return name.partition(".")[0] in LACKING
class Lacking(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if lacks(name):
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Lacking())
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if lacks(name) else real(name, *rest)
from intake.cli import main
main()
"""
_OPTIONAL = (
    "aiosmtpd pymap jwt starlette uvicorn multipart python_multipart msal google cryptography obstore "
    "prometheus_client procrastinate psycopg psycopg_pool libarchive pi_heif keyring"
)


def bare(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the example configuration, as after a plain `pip install .`."""
    if not (tmp_path / "config").exists():
        shutil.copytree(ROOT / "config", tmp_path / "config")
    command = [sys.executable, "-c", _BARE, _OPTIONAL, *words]
    environment = os.environ | {"JOBS_PASSWORD": "secret"}
    return subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=100
    )


@pytest.mark.parametrize("words", [["check"], ["status"], ["applications"], ["digest", "--dry-run"]])
def test_the_main_job_needs_no_optional_package(tmp_path: Path, words: list[str]) -> None:
    ran = bare(tmp_path, *words, "--json")
    assert ran.returncode in (0, 1), ran.stderr  # 1: something needs a person
    assert "Traceback" not in ran.stderr
    assert json.loads(ran.stdout) is not None


@pytest.mark.parametrize(("command", "extra"), [("web", "web"), ("demo", "demo")])
def test_a_command_without_its_extra_says_what_to_install(tmp_path: Path, command: str, extra: str) -> None:
    ran = bare(tmp_path, command)
    assert ran.returncode == 2
    assert f"pip install 'intake[{extra}]'" in ran.stderr


def test_every_dependency_is_used() -> None:
    imports = {
        match
        for path in (ROOT / "intake").rglob("*.py")
        for match in re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    modules = {
        "dnspython": "dns",
        "flufl.bounce": "flufl",
        "fpdf2": "fpdf",
        "jinja2": "jinja2",
        "mail-parser": "mailparser",
        "pillow": "PIL",
        "ruamel.yaml": "ruamel",
    }
    for dependency in PROJECT["dependencies"]:
        name = re.split(r"[>=<]", dependency)[0]
        assert modules.get(name, name.replace("-", "_")) in imports, name
