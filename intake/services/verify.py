"""A backup read and proved, before anything is touched: every byte, every count, every row.

It may come from anybody. Only files of these names are looked at, each of bounded size; nothing of it becomes
a path, a table's or a column's name that is not one of ours.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from intake.domain.trouble import Trouble
from intake.services.backup import FORMAT, WHAT, Note
from intake.store import rows, upgrading
from intake.store.database import SCHEMA, DatabaseError

LARGEST: Final = 1 << 30  # bytes of a mail in a backup
_MOST_OF_ANOTHER: Final = 256 << 20  # bytes of any other file, which is read at once
_MOST_OF_CONFIGURATION: Final = 64 << 20  # bytes
NAME: Final = re.compile(
    r"about\.json|manifest\.(?:json|sha256)|config/intake\.yaml"
    r"|config/postings/[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.yaml"
    r"|templates(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*){1,6}\.(?:txt|html|words)"
    r"|database/(?P<table>[a-z_]+)/\d{5,}\.jsonl|(?P<kept>blobs|infected)/(?P<digest>[0-9a-f]{64})"
)
_NOTHING: Final = "Nothing was touched."


class Member(Protocol):
    """A file in an archive that is being read."""

    @property
    def name(self) -> str:
        """Its name, as it stands there."""

    @property
    def size(self) -> int:
        """Its bytes."""

    def chunks(self) -> Iterator[bytes]:
        """Yield its content."""

    def read(self) -> bytes:
        """Return its content at once."""


Members = Callable[[], Iterator[Member]]  # from the beginning, each time


@dataclass(kw_only=True, slots=True)
class Verified:
    """What a backup holds, every byte of it read and proved."""

    about: Mapping[str, Any] = field(default_factory=dict)
    manifest: Mapping[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)  # of the configuration, and templates
    mails: set[bytes] = field(default_factory=set)  # digests
    named: set[bytes] = field(default_factory=set)  # by the rows

    @property
    def shape(self) -> rows.Shape:
        """What its tables hold."""
        shape: rows.Shape = self.about["tables"]
        return shape

    @property
    def schema(self) -> str:
        """The schema that its rows are of."""
        return str(self.about["schema"])

    @property
    def taken_at(self) -> datetime:
        """When it was taken."""
        return datetime.fromisoformat(self.about["taken_at"])

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: told["rows"] for name, told in self.manifest["tables"].items()}


def verify(members: Members, note: Note | None = None) -> Verified:
    """Read all of a backup, and hold it against what it says of itself.

    Raises:
        Trouble: it is no backup, not all of one, not as it was written, or of a newer version.

    """
    reading = _Reading()
    for number, member in enumerate(members(), start=1):
        with _proving(member.name):
            reading.take(member)
        if note:
            note("verified", number, number)
    with _proving("manifest.json"):
        reading.close()
    return reading.found


class _Reading:
    """What was read of a backup so far; ValueError and the like say that it is not as it was written."""

    def __init__(self) -> None:
        self.found = Verified()
        self._seen: dict[str, list[int | str]] = {}
        self._tallies: dict[str, rows.Tally] = {}
        self._bytes = 0

    def take(self, member: Member) -> None:
        """Read the next file."""
        match = NAME.fullmatch(member.name)
        if match is None or member.name in self._seen:
            raise ValueError("a file that is in no backup")
        _prove(bool(self._seen) is not (member.name == "about.json"))  # which is the first
        if match["digest"]:
            self._take_mail(member, match["digest"])
            return
        _prove(member.size <= _MOST_OF_ANOTHER)
        data = member.read()
        self._seen[member.name] = [len(data), hashlib.sha256(data).hexdigest()]
        if match["table"]:
            self._take_rows(match["table"], data)
        elif member.name == "about.json":
            self.found.about = _about(data)
        elif member.name == "manifest.json":
            self.found.manifest = json.loads(data)
        elif member.name == "manifest.sha256":
            _prove(data.decode("ascii") == f"{self._seen['manifest.json'][1]}\n")
        else:
            self.found.files[member.name] = data
            _prove(sum(map(len, self.found.files.values())) <= _MOST_OF_CONFIGURATION)

    def _take_mail(self, member: Member, digest: str) -> None:
        hashed, key = hashlib.sha256(), bytes.fromhex(digest)
        for chunk in member.chunks():
            hashed.update(chunk)
        _prove(hashed.hexdigest() == digest and key not in self.found.mails)
        self.found.mails.add(key)
        self._bytes += member.size

    def _take_rows(self, table: str, data: bytes) -> None:
        columns = self.found.shape[table]
        tally = self._tallies.setdefault(table, rows.Tally())
        for line in data.splitlines():
            row = rows.parsed(line, columns)
            tally.add(line)
            if table == "message":
                self.found.named.add(bytes.fromhex(row["sha256"]))

    def close(self) -> None:
        """Hold what came against what the manifest says, which must be the last that came."""
        found, told = self.found, self.found.manifest
        _prove(list(self._seen)[-2:] == ["manifest.json", "manifest.sha256"])
        for name in ("manifest.json", "manifest.sha256"):
            del self._seen[name]
        _prove(self._seen == told["files"])
        _prove([len(found.mails), self._bytes] == [told["mails"], told["bytes"]])
        counted = {name: asdict(self._tallies.get(name, rows.Tally()).counted) for name in found.shape}
        _prove(counted == told["tables"])
        without = {bytes.fromhex(digest) for digest in (*told["missing"], *told["erased"])}
        _prove(found.named - found.mails == without)


def _about(data: bytes) -> dict[str, Any]:
    """What a backup says of itself at its beginning."""
    about: dict[str, Any] = json.loads(data)
    _prove(about["what"] == WHAT)
    if about["format"] != FORMAT or about["schema"] > SCHEMA:
        raise Trouble(
            f"A newer version of intake ({about['intake']}) made this backup. {_NOTHING}",
            "Install that version, then restore it.",
        )
    upgrading.steps(about["schema"])
    _prove(datetime.fromisoformat(about["taken_at"]).tzinfo is not None)
    _prove(rows.known(about["tables"], whole=about["schema"] == SCHEMA))
    return about


def _prove(truth: bool) -> None:
    if not truth:
        raise ValueError("not as it was written")


@contextmanager
def _proving(name: str) -> Iterator[None]:
    """Whatever does not fit in what was read is told as damage; its words could quote a row."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, DatabaseError) as error:
        raise Trouble(
            f"This is no backup of intake, or it is damaged: {name} is not as it was written. {_NOTHING}",
            "Take another backup.",
        ) from error
