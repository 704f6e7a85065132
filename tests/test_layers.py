"""Imports run downwards only, and each library has one owner: read from the source, not from memory."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import intake

ROOT = Path(intake.__file__).parent

# Every part of the package and its layer; a part may import what lies in a lower one. A new module
# must be put here.
LAYERS = {
    "domain": 0,
    "crash": 0,
    "zones": 0,
    "reading": 1,
    "settings": 1,
    "store": 1,
    "logs": 1,
    "adapters.allowance": 2,
    "adapters.connections": 2,
    "adapters.known": 2,
    "adapters.memory": 2,
    "adapters.sasl": 2,
    "adapters.seal": 2,
    "adapters.wire": 2,
    "adapters.archive": 3,
    "adapters.calling": 3,
    "adapters.blobs": 3,
    "adapters.clamd": 3,
    "adapters.compose": 3,
    "adapters.discovery": 3,
    "adapters.imap": 3,
    "adapters.letters": 3,
    "adapters.mailfiles": 3,
    "adapters.mime": 3,
    "adapters.outputs": 3,
    "adapters.oauth": 3,
    "adapters.openid": 3,
    "adapters.report_pdf": 3,
    "adapters.sandbox": 3,
    "adapters.sheets": 3,
    "adapters.smtp": 3,
    "adapters.tesseract": 3,
    "adapters.idle": 4,
    "adapters.readers": 4,
    "services": 5,
    "embedded": 5,
    "app": 6,
    "checking": 7,
    "drafting": 7,
    "explaining": 7,
    "jobs": 7,
    "monitor": 7,
    "leases": 7,
    "rehearsing": 7,
    "queue": 7,
    "duties": 8,
    "given": 8,
    "signing": 8,
    "interview": 9,
    "scheduler": 9,
    "watches": 8,
    "web": 9,
    "worker": 9,
    "show": 7,
    "demo": 7,
    "cli": 10,
}

# What a part may not import although it lies lower.
FORBIDDEN = [
    ("services", "adapters"),  # they know them by protocols
    ("services", "reading"),
    ("domain", "crash"),
    ("domain", "zones"),
    ("adapters", "settings"),
    ("adapters", "store"),
    ("embedded", "adapters"),
]
SIBLINGS = {
    ("adapters.calling", "adapters.wire"),
    ("adapters.idle", "adapters.connections"),
    ("adapters.idle", "adapters.imap"),
    ("adapters.imap", "adapters.sasl"),
    ("adapters.imap", "adapters.wire"),
    ("adapters.oauth", "adapters.wire"),
    ("adapters.openid", "adapters.oauth"),
    ("adapters.smtp", "adapters.sasl"),
    ("adapters.smtp", "adapters.wire"),
    ("adapters.readers", "adapters.known"),
    ("adapters.readers", "adapters.sandbox"),
    ("adapters.sandbox", "adapters.allowance"),
    ("adapters.sandbox", "adapters.known"),
    ("adapters.sandbox", "adapters.memory"),
}

# The only parts that may import a library.
OWNERS = {
    "aiosmtpd": {"embedded"},
    "alembic": {"store"},
    "apscheduler": {"scheduler"},
    "babel": {"domain", "web"},
    "cryptography": {"adapters.oauth", "adapters.seal"},
    "dns": {"adapters.discovery"},
    "flufl": {"adapters.mime"},
    "fpdf": {"adapters.report_pdf"},
    "google": {"adapters.oauth"},
    "imapclient": {"adapters.imap", "adapters.idle"},
    "jinja2": {"adapters.letters", "demo", "web"},
    "jwt": {"adapters.openid"},
    "keyring": {"settings"},
    "libarchive": {"reading"},
    "mailparser": {"adapters.mime"},
    "msal": {"adapters.oauth"},
    "obstore": {"adapters.blobs"},
    "olefile": {"reading"},
    "PIL": {"reading"},
    "pi_heif": {"reading"},
    "pydantic": {"settings", "reading"},
    "pymap": {"embedded"},
    "pypdfium2": {"reading"},
    "rapidfuzz": {"domain", "reading"},
    "procrastinate": {"queue"},
    "prometheus_client": {"monitor"},
    "ruamel": {"settings", "demo"},
    "smtplib": {"adapters.smtp", "demo"},
    "sqlalchemy": {"store"},
    "sqlite3": set[str](),
    "starlette": {"web"},
    "striprtf": {"reading"},
    "structlog": {"logs"},
    "typer": {"cli", "explaining", "given", "interview"},
    "tzdata": {"zones"},
    "uvicorn": {"web"},
    "uharfbuzz": {"adapters.report_pdf"},
    "xlsxwriter": {"adapters.sheets"},
}

# The domain knows no clock, no chance and no outside.
OUTSIDE = frozenset(
    {"asyncio", "glob", "http", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket"}
    | {"sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid"}
)
CLOCKS = frozenset({"now", "today", "utcnow", "monotonic", "perf_counter"})
DOORS = frozenset({"open", "print", "input", "exec", "eval", "__import__"})


def name_of(path: Path) -> str:
    """Return a module's name within the package; the package itself is the empty one."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(path): path for path in sorted(ROOT.rglob("*.py"))}


def part_of(module: str) -> str:
    """Return the part that a module of ours belongs to."""
    first, _, rest = module.partition(".")
    return f"{first}.{rest.partition('.')[0]}" if first == "adapters" and rest else first


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of everything that a source imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(tree: ast.AST) -> set[str]:
    """Return the parts of ours that a source imports."""
    names = (name.removeprefix("intake.") for name in imported(tree) if name.startswith("intake."))
    return {part_of(name) for name in names if not name.startswith("__")}


def upward(part: str, tree: ast.AST) -> list[str]:
    """Return the imports that do not run downwards."""
    return [other for other in sorted(ours(tree) - {part}) if not allowed(part, other)]


def allowed(part: str, other: str) -> bool:
    """Whether one part may import another."""
    if part.startswith("adapters.") and other.startswith("adapters."):
        return (part, other) in SIBLINGS
    if any(f"{part}.".startswith(f"{a}.") and f"{other}.".startswith(f"{b}.") for a, b in FORBIDDEN):
        return False
    return LAYERS[other] < LAYERS[part]


def unowned(part: str, tree: ast.AST) -> list[str]:
    """Return the libraries that a part imports and does not own."""
    libraries = {name.partition(".")[0] for name in imported(tree)}
    return sorted(name for name in libraries if part not in OWNERS.get(name, {part}))


def impure(tree: ast.AST) -> list[str]:
    """Return what a source of the domain asks of the world."""
    found = [name for name in imported(tree) if name.partition(".")[0] in OUTSIDE]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            found.append(node.func.attr)
        elif isinstance(node, ast.Name) and node.id in DOORS:
            found.append(node.id)
    return found


def parsed(module: str) -> ast.AST:
    """Read a module of ours."""
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def test_every_module_has_its_layer_and_every_layer_its_module() -> None:
    parts = {part_of(name) for name in MODULES if name} - {"adapters"}
    assert parts == LAYERS.keys()


@pytest.mark.parametrize("module", [name for name in MODULES if name not in ("", "adapters")])
def test_a_module_imports_only_what_lies_below_it(module: str) -> None:
    assert upward(part_of(module), parsed(module)) == []


@pytest.mark.parametrize("module", MODULES)
def test_a_library_is_imported_by_its_owner_only(module: str) -> None:
    assert unowned(part_of(module), parsed(module)) == []


@pytest.mark.parametrize("module", [name for name in MODULES if part_of(name) == "domain"])
def test_the_domain_asks_nothing_of_the_world(module: str) -> None:
    assert impure(parsed(module)) == []


@pytest.mark.parametrize("module", MODULES)
def test_imports_are_written_from_the_root(module: str) -> None:
    relative = [n for n in ast.walk(parsed(module)) if isinstance(n, ast.ImportFrom) and n.level]
    assert relative == []


@pytest.mark.parametrize(
    ("part", "source", "wrong"),
    [
        ("domain", "from intake import zones", ["zones"]),
        ("domain", "def f():\n    from intake.store.ledger import add", ["store"]),
        ("services", "from intake.adapters import imap", ["adapters.imap"]),
        ("services", "import intake.app", ["app"]),
        ("store", "from intake.settings import load", ["settings"]),
        ("adapters.smtp", "from intake.adapters.imap import connect", ["adapters.imap"]),
        ("adapters.imap", "from intake.adapters import idle", ["adapters.idle"]),
        ("adapters.idle", "from intake.adapters import imap", []),
        ("scheduler", "from intake.adapters.idle import Hub", []),
        ("app", "from intake import cli", ["cli"]),
    ],
)
def test_an_import_that_runs_upwards_is_seen(part: str, source: str, wrong: list[str]) -> None:
    assert upward(part, ast.parse(source)) == wrong


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("from datetime import datetime\ndatetime.now()", ["now"]),
        ("from datetime import date\ndate.today()", ["today"]),
        ("import time\ntime.time()", ["time"]),
        ("from pathlib import Path", ["pathlib.Path"]),
        ("def f():\n    return open('x')", ["open"]),
        ("from datetime import datetime, time, timedelta", []),
    ],
)
def test_a_clock_or_a_file_in_the_domain_is_seen(source: str, wrong: list[str]) -> None:
    assert impure(ast.parse(source)) == wrong


def test_a_library_in_the_wrong_part_is_seen() -> None:
    assert unowned("services", ast.parse("from sqlalchemy import select\nimport json")) == ["sqlalchemy"]
