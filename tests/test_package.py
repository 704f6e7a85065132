"""What is shipped: the wheel holds everything that the main job reads, and the papers agree."""

from __future__ import annotations

import re
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
