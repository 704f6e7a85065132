"""What an administrator should know about a valid configuration: warnings, notes, absent secrets."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

from intake import zones
from intake.domain.calendar import months_later
from intake.domain.model import Mailbox, Posting, Secret
from intake.domain.storage import Bucket
from intake.domain.subject import normalise
from intake.settings.faults import Finding, Step, Tree
from intake.settings.monitor import on_monitor
from intake.settings.secrets import SecretError, exposed, resolve
from intake.settings.sign_in import FILES, on_sign_in, secrets_of
from intake.settings.values import Settings
from intake.settings.web import on_web

_LONG_QUIET = timedelta(minutes=15)


def advise(
    settings: Settings, intake: Tree, postings: Mapping[str, Tree], now: datetime
) -> Iterator[Finding]:
    """Yield everything worth knowing; `postings` holds the file of each posting."""
    yield _info(intake.where("timezone"), f"The zone data is of release {zones.version()}.", "")
    yield from _on_intake(settings, intake)
    yield from _on_secrets(settings, intake)
    yield from on_sign_in(settings, intake)
    yield from _on_storage(settings, intake)
    yield from _on_engine(settings, intake)
    yield from on_monitor(settings, intake)
    yield from on_web(settings, intake)
    yield from _on_modes(settings, intake)
    for posting in settings.postings.values():
        yield from _on_posting(posting, postings[posting.id], settings, now)
    yield from _on_pairs(settings, postings)


def _on_intake(settings: Settings, intake: Tree) -> Iterator[Finding]:
    if not settings.admins:
        yield _warning(
            intake.where("admins"), "There are no admins: alarms reach nobody.", "Add `admins: [ADDRESS]`."
        )
    if not settings.mailboxes:
        yield _warning(intake.where("mailboxes"), "There is no mailbox: no mail is read.", "Describe one.")
    if not settings.postings:
        yield _warning(
            intake.file.replace("intake.yaml", "postings"),
            "There is no posting: no mail becomes an application.",
            "Add a file postings/ID.yaml.",
        )
    if "@" in settings.database and ":" in settings.database.partition("://")[2].rpartition("@")[0]:
        yield _warning(
            intake.where("database"),
            "The database's URL holds a password, readable by whoever reads this file.",
            "Keep it in ~/.pgpass and remove it from the URL.",
        )
    if settings.quiet > _LONG_QUIET:
        text = "The first letter on an incomplete dossier waits longer than 15 minutes, and up to twice that."
        yield _warning(intake.where("quiet"), text, "Candidates expect an answer soon: write 10m or less.")
    used = {posting.mailbox for posting in settings.postings.values()}
    for name in (name for name in settings.mailboxes if name not in used):
        text = f"No posting names the mailbox '{name}': all its mail stays unmatched."
        yield _info(intake.where("mailboxes", name), text, "Name it in a posting, or remove it.")
    for name, first, folder in _watched_twice(settings.mailboxes.values()):
        text = f"The mailboxes '{first}' and '{name}' watch the same folder {folder}."
        yield _warning(intake.where("mailboxes", name), text, "Keep one of them.")


def _watched_twice(mailboxes: Iterable[Mailbox]) -> Iterator[tuple[str, str, str]]:
    """Yield each mailbox that watches what an earlier one does: its name, the other's, and such a folder."""
    owners: dict[tuple[str, str | None, str], str] = {}
    for mailbox in mailboxes:
        shared: dict[str, str] = {}
        for folder in sorted(mailbox.folders):
            first = owners.setdefault((mailbox.imap.host, mailbox.imap.username, folder), mailbox.name)
            if first != mailbox.name:
                shared.setdefault(first, folder)
        yield from ((mailbox.name, first, folder) for first, folder in shared.items())


def _on_secrets(settings: Settings, intake: Tree) -> Iterator[Finding]:
    for path, secret in dict.fromkeys(_secrets(settings, intake)):
        where = intake.where(*path)
        try:
            resolve(secret, settings.base, lines=path[-1] in FILES)
        except SecretError as error:
            yield Finding(level="error", where=where, text=error.text, remedy=error.remedy)
            continue
        if exposed(secret, settings.base):
            text = f"The secret file {secret.name} can be read by other accounts of this machine."
            yield _warning(where, text, f"Run: chmod 600 {secret.name}")


def _secrets(settings: Settings, intake: Tree) -> Iterator[tuple[tuple[Step, ...], Secret]]:
    """Yield each secret, and the path of its key in intake.yaml; what is for both protocols comes twice."""
    for mailbox in settings.mailboxes.values():
        yield from secrets_of(mailbox, intake)
    yield from ((("token_keys", index), key) for index, key in enumerate(settings.token_keys))
    if isinstance(settings.storage, Bucket):
        for key, secret in (
            ("access_key", settings.storage.access_key),
            ("secret_key", settings.storage.secret_key),
        ):
            if secret is not None:
                yield ("storage", key), secret


def _on_storage(settings: Settings, intake: Tree) -> Iterator[Finding]:
    """Find whether a bucket can be spoken to at all; nothing is asked of it here."""
    if isinstance(settings.storage, Bucket) and find_spec("obstore") is None:
        yield Finding(
            level="error",
            where=intake.where("storage"),
            text="The storage is a bucket, and the package 'obstore' is not installed.",
            remedy="Install it with: pip install 'intake[s3]'.",
        )


def _on_engine(settings: Settings, intake: Tree) -> Iterator[Finding]:
    """Find whether the workers' queue can be spoken to at all, and what only workers go by."""
    if settings.engine == "procrastinate" and find_spec("procrastinate") is None:
        yield Finding(
            level="error",
            where=intake.where("engine"),
            text="The engine is 'procrastinate', and the package of that name is not installed.",
            remedy="Install it with: pip install 'intake[workers]'.",
        )
    if settings.engine == "procrastinate" and settings.signs_in_by_token and not settings.token_keys:
        text = "Workers on several machines must share the key of kept tokens, and `token_keys` names none."
        remedy = "Add `token_keys: [{env: NAME}]`; on one machine nothing needs to be done."
        yield _warning(intake.where("engine"), text, remedy)
    if settings.engine == "embedded" and settings.poll_per_host is not None:
        text = "`per_host` holds among workers, and the engine is 'embedded': it does nothing."
        yield _warning(intake.where("poll", "per_host"), text, "Remove it, or set `engine: procrastinate`.")


def _on_modes(settings: Settings, intake: Tree) -> Iterator[Finding]:
    """Find what other accounts of this machine may read of the database and the storage."""
    folder = settings.storage if isinstance(settings.storage, Path) else None
    for key, path in (("database", _sqlite_file(settings)), ("storage", folder)):
        if os.name != "posix" or path is None or not path.exists():
            continue
        if not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            continue
        mode = 700 if path.is_dir() else 600
        text = f"{path} can be reached by other accounts of this machine: it holds candidates' data."
        yield _warning(intake.where(key), text, f"Run: chmod {mode} {path}{'' if path.is_dir() else '*'}")


def _sqlite_file(settings: Settings) -> Path | None:
    engine, _, path = settings.database.partition(":///")
    return Path(path.partition("?")[0]) if engine.startswith("sqlite") else None


def _on_posting(posting: Posting, tree: Tree, settings: Settings, now: datetime) -> Iterator[Finding]:
    if posting.draft:
        yield _info(
            tree.where("draft"), "This posting is a draft: not opened yet.", "Remove `draft` to open it."
        )
    if posting.mailbox is None:
        text = "This posting has no channel: it names no mailbox, so no mail becomes an application for it."
        yield _warning(tree.where("mailbox"), text, "Name a mailbox of intake.yaml and the subject to write.")
    if posting.deadline is not None and posting.closes is not None:
        text = "`closed` is for a posting without a deadline; this one has one, which decides."
        yield _warning(tree.where("closed"), text, "Remove one of them.")
    if not posting.documents:
        text = "This posting asks for no document: every application is complete."
        yield _warning(tree.where("documents"), text, "List its documents, for instance [cv, letter].")
    yield from _on_telling(posting, tree)
    if posting.cutoff is not None:
        local = posting.cutoff.astimezone(ZoneInfo(posting.zone))
        if posting.cutoff <= now:
            text = f"This posting has ended, on {local:%Y-%m-%d at %H:%M}: what comes now is late."
        else:  # the instant: a change of the zone's rules moves it, and shows here
            text = f"Mail is late from {local.isoformat(sep=' ')} on, {posting.cutoff:%Y-%m-%d %H:%M:%S} UTC."
        yield _info(tree.where("deadline" if posting.deadline else "closed"), text, "")
    if months := settings.retention.get(posting.id):
        if posting.cutoff is None:
            text = "This posting has no end, so its retention never begins."
            yield _warning(tree.where("retention"), text, "Add `deadline` or `closed`.")
        else:
            over = months_later(posting.cutoff, months, ZoneInfo(posting.zone))
            yield _info(tree.where("retention"), f"Its dossiers are erased from {over:%Y-%m-%d} on.", "")


def _on_telling(posting: Posting, tree: Tree) -> Iterator[Finding]:
    """Find whether anybody hears of a posting at all."""
    if not posting.recruiters:
        text = "This posting names no recruiters: its digest goes to the admins."
        yield _warning(tree.where("recruiters"), text, "Add `recruiters: [ADDRESS]`.")
    elif not any(each.digest for each in posting.recruiters):
        text = "None of this posting's recruiters gets its digest: nobody sees what needs a person."
        yield _warning(tree.where("recruiters"), text, "Add `digest` to what one of them `gets`.")
    if posting.schedule.weekdays <= posting.schedule.quiet_weekdays:
        text = "The digest of this posting never comes: each of its days is a quiet day."
        yield _warning(tree.where("digest"), text, "Take a day out of `quiet_days`, or change `every`.")


def _on_pairs(settings: Settings, trees: Mapping[str, Tree]) -> Iterator[Finding]:
    claims: dict[tuple[str | None, str], list[Posting]] = {}
    for posting in settings.postings.values():
        if posting.subject is None or posting.draft:
            continue
        words = normalise(posting.subject.replace("{title}", posting.title))
        rivals = claims.setdefault((posting.mailbox, words), [])
        for rival in rivals:
            if _overlap(rival, posting):
                text = f"Posting '{rival.id}' has the same mailbox and subject and is open at the same time."
                remedy = (
                    "Change a subject, or let one end before the other opens; else their mail is for review."
                )
                yield _warning(trees[posting.id].where("subject"), text, remedy)
        rivals.append(posting)


def _overlap(first: Posting, second: Posting) -> bool:
    """Whether there is an instant at which both postings take applications."""
    return not any(
        a.cutoff is not None and b.opens is not None and a.cutoff <= b.opens
        for a, b in ((first, second), (second, first))
    )


def _warning(where: str, text: str, remedy: str) -> Finding:
    return Finding(level="warning", where=where, text=text, remedy=remedy)


def _info(where: str, text: str, remedy: str) -> Finding:
    return Finding(level="info", where=where, text=text, remedy=remedy)
