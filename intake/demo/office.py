"""The office of the demo: its folder, its configuration, and the day that it works through."""

from __future__ import annotations

import imaplib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from intake import app, settings
from intake.demo import mails
from intake.demo.mails import Written
from intake.demo.post import Clock, Post
from intake.demo.story import DIGEST_AT, NEXT_DAY, ROUNDS, SINCE, Round, Scene
from intake.embedded import Accepted
from intake.services import report
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.digest import Digest, digest
from intake.services.poll import poll
from intake.services.reconcile import reconcile
from intake.settings import Settings

_MARK = ".intake-demo"
OURS = ("index.html", "letters", "digest", "mails", "config", "var")
_PASSWORD = "var/password"  # noqa: S105 - the file's name


class UsageError(Exception):
    """The demo cannot be played as it was asked for; the text says what to do."""


def seeds() -> Path:
    """Give the folder of the seed postings: of the wheel, or of a checkout."""
    package = Path(__file__).parents[1]
    packaged = package / "seeds"
    return packaged if packaged.is_dir() else package.parent / "seeds"


def clear(output: Path) -> None:
    """Make an empty folder, or empty one that an earlier demo left; nobody else's is touched."""
    mark = output / _MARK
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file. Name a folder with --output.")
    if output.is_dir() and any(output.iterdir()) and not mark.is_file():
        raise UsageError(
            f"The folder {output} is not empty, and no demo made it: nothing was touched. "
            "Name another folder with --output."
        )
    try:
        output.mkdir(parents=True, exist_ok=True)
        mark.write_text("Made by 'intake demo', which replaces what it left here.\n", encoding="utf-8")
        for path in (output / name for name in OURS):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            f"The folder {output} cannot be used: {error.strerror}. Name another one with --output."
        ) from None


def addresses() -> dict[str, str]:
    """Give the mailboxes of the seed postings: name and address."""
    tree = YAML(typ="safe", pure=True).load((seeds() / "intake.yaml").read_text(encoding="utf-8"))
    return {name: mailbox["address"] for name, mailbox in tree["mailboxes"].items()}


def configure(output: Path, post: Post, password: str) -> Settings:
    """Write the seeds' configuration with the servers of `post` in it, and load it."""
    yaml = YAML()
    yaml.width = 200
    yaml.preserve_quotes = True
    yaml.representer.ignore_aliases = lambda _: True
    tree = yaml.load((seeds() / "intake.yaml").read_text(encoding="utf-8"))
    tree.update({"database": "sqlite:///var/intake.db", "storage": "var/storage"})
    for mailbox in tree["mailboxes"].values():
        imap = {"host": post.imap.host, "port": post.imap.port, "security": "none"}
        mailbox["imap"].update(imap | {"password": {"file": _PASSWORD}})
        mailbox["smtp"].update({"host": post.smtp.host, "port": post.smtp.port, "security": "none"})
        for absent in ("username", "password"):
            del mailbox["smtp"][absent]
        mailbox["since"] = SINCE
    folder = output / "config"
    shutil.copytree(seeds() / "postings", folder / "postings")
    with (folder / "intake.yaml").open("w", encoding="utf-8") as stream:
        yaml.dump(tree, stream)
    secret = output / _PASSWORD
    secret.parent.mkdir()
    secret.touch(mode=0o600)
    secret.write_text(password, encoding="utf-8")
    loaded = settings.load(folder)
    _only_loopback(loaded)
    return loaded


def _only_loopback(loaded: Settings) -> None:
    """The addresses are real ones: no server but ours may ever be told of them."""
    accounts = [account for box in loaded.mailboxes.values() for account in (box.imap, box.smtp)]
    hosts = {account.host for account in accounts}
    if not all(ip_address(host).is_loopback for host in hosts):
        raise AssertionError(f"the demo may speak to this machine only, not to {hosts}")


@dataclass(kw_only=True)
class Played:
    """One scene as it came out."""

    number: int
    scene: Scene
    mail: Written
    row: dict[str, Any] = field(default_factory=dict)  # of `intake messages`
    application: dict[str, Any] | None = None  # of `intake applications`
    letter: Accepted | None = None
    letter_kind: str | None = None
    letter_language: str | None = None

    def surprises(self) -> Iterator[str]:
        """Tell what came out otherwise than the story says."""
        scene, application = self.scene, self.application or {}
        pairs = {
            "outcome": (scene.outcome, self.row.get("outcome")),
            "posting": (scene.posting, self.row.get("posting")),
            "status": (scene.status, application.get("status")),
            "candidate": (scene.name, application.get("candidate", {}).get("name")),
            "missing": (list(scene.missing), application.get("missing", [])),
            "letter": (scene.letter, self.letter_kind),
            "letter's language": (scene.language, self.letter_language),
        }
        for what, (expected, came) in pairs.items():
            if expected != came:
                yield f"{scene.mail}: the {what} should be {expected}, and is {came}."


@dataclass(kw_only=True)
class Office:
    """The desk, its clock, the mail provider, and what has come of the day so far."""

    desk: Desk
    clock: Clock
    post: Post
    played: list[Played] = field(default_factory=list)
    digests: list[tuple[Digest, Accepted | None]] = field(default_factory=list)
    on_server: int = 0
    surprises: list[str] = field(default_factory=list)
    _written: dict[str, Written] = field(default_factory=dict)

    def work(self, each: Round) -> list[Played]:
        """Let the mails of a round arrive, each at its time; then poll and send, as the commands do."""
        played = [self._arrive(scene) for scene in each.scenes]
        self.clock.moment = each.at
        for mailbox in self.desk.settings.mailboxes.values():
            result = poll(self.desk, mailbox)
            if result.error:
                self.surprises.append(result.error)
        self._deliver()
        self._find_out(played)
        self.surprises += [text for one in played for text in one.surprises()]
        return played

    def close_the_day(self) -> None:
        """Compare the mailboxes with the ledger, then send the digests of the next morning."""
        self.clock.moment = DIGEST_AT
        for mailbox in self.desk.settings.mailboxes.values():
            result = reconcile(self.desk, mailbox)
            self.surprises += [result.error] if result.error else []
            for folder in result.folders:
                self.on_server += folder.on_server
                if folder.missing or folder.on_server != folder.in_ledger:
                    self.surprises.append(f"{mailbox.name}: a mail on the server has no row in the ledger.")
        self.surprises += self._touched()
        digest(self.desk, NEXT_DAY)
        before = len(self.post.sent_out)
        self._deliver()
        mails_out = {mail.recipients[0]: mail for mail in self.post.sent_out[before:]}
        made = digest(self.desk, NEXT_DAY, dry_run=True)  # the same, with what became of the mails
        self.digests = [(one, mails_out.get(one.recruiter)) for one in made]
        self.surprises += self._wrong_digests()

    def letters(self) -> list[Played]:
        """Give the scenes that a letter went out for, in the order of the letters."""
        order = {id(mail): number for number, mail in enumerate(self.post.sent_out)}
        return sorted((one for one in self.played if one.letter), key=lambda one: order[id(one.letter)])

    def _arrive(self, scene: Scene) -> Played:
        self.clock.moment = scene.at
        if scene.mail not in self._written:
            letters = [mails.read(mail.raw) for mail in self.post.sent_out]
            folder = seeds() / "candidates" / scene.mail
            self._written[scene.mail] = mails.write(folder, scene.at, letters)
        mail = self._written[scene.mail]
        self.post.send(mail.envelope_sender, mail.recipient, mail.raw)
        played = Played(number=len(self.played) + 1, scene=scene, mail=mail)
        self.played.append(played)
        return played

    def _deliver(self) -> None:
        delivered = deliver(self.desk)
        self.surprises += delivered.errors
        if delivered.failed or delivered.unknown or delivered.pending:
            self.surprises.append("A letter could not be sent.")

    def _find_out(self, played: list[Played]) -> None:
        """Look up what the commands would list of these mails."""
        rows = list(report.messages(self.desk))
        applications = {
            row["reference"]: row for row in report.applications(self.desk, posting=None, status=None)
        }
        known = {one.row["id"] for one in self.played if one.row}
        for one in played:
            fresh = (
                row for row in rows if row["message_id"] == one.mail.message_id and row["id"] not in known
            )
            one.row = next(fresh, {})
            known.add(one.row.get("id"))
            one.application = applications.get(one.row.get("application"))
            if one.row.get("outcome") != "duplicate":
                self._find_letter(one)

    def _find_letter(self, one: Played) -> None:
        for mail in self.post.sent_out:
            head = mails.read(mail.raw)
            if str(head["In-Reply-To"]) == one.mail.message_id:
                one.letter = mail
                sent = one.application["acknowledgements"] if one.application else []
                for letter in sent:
                    if letter["message_id"] == str(head["Message-ID"]):
                        one.letter_kind, one.letter_language = letter["kind"], letter["language"]

    def _touched(self) -> Iterator[str]:
        """Look into the mailboxes as another mail program does: whatever was read or flagged."""
        for mailbox in self.desk.settings.mailboxes.values():
            server = self.post.imap
            with imaplib.IMAP4(server.host, server.port) as client:
                client.login(mailbox.address, app.password_of(self.desk.settings, mailbox.imap) or "")
                client.select("INBOX", readonly=True)
                _, found = client.search(None, "OR SEEN OR FLAGGED OR ANSWERED DELETED")
                if found != [b""]:
                    yield f"{mailbox.name}: mail was marked in the mailbox, which nobody had asked for."

    def _wrong_digests(self) -> Iterator[str]:
        """Compare each digest's numbers with the applications of the story."""
        now = {one.application["reference"]: one.application for one in self.played if one.application}
        for posting in self.desk.settings.postings.values():
            told = [line for one, mail in self.digests if mail for line in one.facts.postings]
            line = next((line for line in told if line.id == posting.id), None)
            for status in ("complete", "incomplete", "late", "review"):
                there = sum(row["posting"] == posting.id and row["status"] == status for row in now.values())
                if there != (getattr(line, status) if line else 0):
                    yield f"{posting.id}: the digest does not count {there} application(s) as {status}."


@contextmanager
def open_office(output: Path) -> Iterator[Office]:
    """Start the servers, write the configuration, and sit down at the desk."""
    clock = Clock(ROUNDS[0].scenes[0].at)
    password = secrets.token_urlsafe(16)
    with Post(addresses().values(), password, clock) as post:
        loaded = configure(output, post, password)
        with app.open_desk(loaded, now=clock) as desk, app.at_work(desk):
            yield Office(desk=desk, clock=clock, post=post)
