"""In which part of `intake --help` each command stands, and in which order."""

from __future__ import annotations

from typing import Final

import typer
from typer.models import CommandInfo, TyperInfo

PANELS: Final = {
    "Begin": ("demo", "init", "hosts", "login", "check", "draft"),
    "Work": ("poll", "run", "worker", "web", "account", "digest", "closing", "reconcile", "import"),
    "Look": ("status", "messages", "applications", "explain", "outbox", "corrections", "audit"),
    "Settle": ("replay", "correct", "settle", "release", "requests", "erase", "retire"),
    "Keep": ("export", "backup", "restore", "db", "storage"),
}
_PANEL_OF: Final = {name: panel for panel, names in PANELS.items() for name in names}
_ORDER: Final = list(_PANEL_OF)


def arrange(cli: typer.Typer) -> None:
    """Put every command into its panel."""
    for listed in (cli.registered_commands, cli.registered_groups):
        for each in listed:
            each.rich_help_panel = _PANEL_OF[name_of(each)]
        listed.sort(key=lambda each: _ORDER.index(name_of(each)))


def name_of(command: CommandInfo | TyperInfo) -> str:
    """Return what a command is called by."""
    return str(command.name or getattr(command.callback, "__name__", ""))
