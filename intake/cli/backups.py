"""A copy of everything in one file, and the way back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake import show
from intake.cli import HERE, Config, Json, cli
from intake.domain.trouble import Misuse
from intake.given import account, told

if TYPE_CHECKING:
    from intake.services.backup import BackedUp
    from intake.services.desk import Desk
    from intake.services.restore import Restored
    from intake.services.verify import Members, Verified


@cli.command()
def backup(
    output: Annotated[
        Path, typer.Option("--output", metavar="FILE", help="The file to write, such as intake.tar.")
    ],
    config: Config = HERE,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    json: Json = False,
) -> None:
    """Copy database, mails, configuration and templates into one file, while intake works.

    The rows are those of one instant; each mail is verified as it is read. The file holds personal
    data, and no passwords.
    """
    from intake import app
    from intake.adapters import archive
    from intake.services import backup as service
    from intake.settings import load
    from intake.settings.copies import kept_files

    with told(json=json):
        settings = load(config)
        files = kept_files(settings)
        with app.open_desk(settings, actor=account()) as desk:
            service.refuse_absent(desk)
            with (
                archive.writing(output, replace=force) as writer,
                show.progress(hidden=json) as progress,
            ):
                done = service.backup(desk, writer, files, progress)
            service.remember(desk, done)
    if json:
        show.as_json(asdict(done) | {"file": str(output), "taken_at": done.taken_at.isoformat()})
    else:
        _tell_backup(done, output)
    raise typer.Exit(1 if done.missing else 0)


def _tell_backup(done: BackedUp, output: Path) -> None:
    """Say what is in a backup, and what to mind."""
    rows = sum(done.tables.values())
    show.say(
        f"{output}: {done.mails} mail(s) ({done.bytes / 2**20:.1f} MB), {rows} row(s) and {done.files} "
        f"file(s) of the configuration, as of {done.taken_at:%Y-%m-%d %H:%M:%S} UTC."
    )
    for digest in done.missing:
        show.warn(f"{digest} is not in the storage, or damaged there, and not in the backup.")
    if done.missing:
        show.warn("  → 'intake check' and the storage's disk tell more; an older backup may have them.")
    if done.erased_meanwhile:
        show.warn(
            f"{done.erased_meanwhile} mail(s) were erased while the backup was made: their rows are in it.\n"
            "  → Make another one, and remove this."
        )
    show.say(
        "It holds personal data and is not encrypted; 'intake erase' does not reach it: encrypt it, and "
        "remove old ones in time. Passwords, keys and tokens are not in it: keep those apart."
    )


@cli.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What 'intake backup' wrote.")],
    config: Config = HERE,
    check: Annotated[
        bool, typer.Option("--check", help="Only verify the file, every byte of it; no configuration needed.")
    ] = False,
    json: Json = False,
) -> None:
    """Put a backup into an empty database and storage: verified before, and by what is read back.

    Without a configuration in DIR, that of the backup is put there; one that is there stays as it is.
    Nothing is sent twice: what may have gone out since the backup waits for a person.
    """
    from intake import app
    from intake.adapters import archive
    from intake.services.verify import LARGEST, verify
    from intake.settings import load
    from intake.settings.copies import differences, put_configuration

    def members() -> Any:
        return archive.members(file, LARGEST)

    with told(json=json):
        if not file.is_file():
            raise Misuse(f"There is no file {file}.", "Name one that 'intake backup' wrote.")
        with show.progress(hidden=json) as progress:
            found = verify(members, progress)
        if check:
            _verified(found, file, json=json)
            return
        written = [] if (config / "intake.yaml").exists() else put_configuration(config, found.files)
        settings = load(config)
        differ = differences(settings, found.files)
        with app.open_desk(settings, actor=account()) as desk:
            done = _restore(desk, members, found, json=json)
    if json:
        show.as_json(
            _shape(found, file) | asdict(done) | {"configuration": {"written": written, "different": differ}}
        )
    else:
        _tell_restore(done, found, written, differ)
        _tell_moved(found, [name for name, box in settings.mailboxes.items() if box.move_to])
    raise typer.Exit(1 if done.missing else 0)


def _restore(desk: Desk, members: Members, found: Verified, *, json: bool) -> Restored:
    from intake.services import restore as service

    with show.progress(hidden=json) as progress:
        return service.restore(desk, members, found, progress)


def _verified(found: Verified, file: Path, *, json: bool) -> None:
    """Say what a file holds that was only verified."""
    if json:
        show.as_json(_shape(found, file) | {"missing": found.manifest["missing"] + found.manifest["erased"]})
        return
    show.say(
        f"{file} is whole: {len(found.mails)} mail(s) and {sum(found.counts.values())} row(s) of schema "
        f"{found.schema}, as of {found.taken_at:%Y-%m-%d %H:%M:%S} UTC."
    )


def _shape(found: Verified, file: Path) -> dict[str, Any]:
    return {
        "file": str(file),
        "taken_at": found.taken_at.isoformat(),
        "schema": found.schema,
        "tables": found.counts,
        "mails": len(found.mails),
    }


def _tell_restore(done: Restored, found: Verified, written: list[str], differ: dict[str, str]) -> None:
    """Say what was put back, and what a person must do."""
    taken = f"{found.taken_at:%Y-%m-%d %H:%M:%S} UTC"
    show.say(
        f"{len(found.mails)} mail(s) and {sum(found.counts.values())} row(s) of {taken} are there, and were "
        "read back."
    )
    if written:
        show.say(f"{len(written)} file(s) of the configuration were written. No password is among them.")
    for name, word in differ.items():
        show.say(f"{name}: {_DIFFERS[word]}.")
    for digest in done.missing:
        show.warn(f"{digest} is not in the backup: its message cannot be taken through again.")
    if done.letters_unknown:
        show.say(
            f"{done.letters_unknown} letter(s) may have gone out since the backup and are 'unknown' now: "
            "see 'intake outbox', and release those that did not."
        )
    show.say("What came since the backup is worked at the next poll; its letters are held: 'intake outbox'.")
    show.say(f"Whoever was erased after {taken} is there again: give 'intake erase ADDRESS' again.")
    show.say(
        "Sign in again where a mailbox uses OAuth2: 'intake login MAILBOX'. Then 'intake check --connect'."
    )


def _tell_moved(found: Verified, moving: list[str]) -> None:
    """Say that what was moved since is not found by itself."""
    if moving:
        show.say(
            f"Mailbox {', '.join(moving)}: mails that came since {found.taken_at:%Y-%m-%d %H:%M} UTC may "
            "have been moved to the folder of 'processed'; move them back, and they are taken in."
        )


_DIFFERS = {
    "changed": "differs from the backup's, and stays as it is",
    "gone": "is in the backup and not here",
    "new": "is here and not in the backup",
}
