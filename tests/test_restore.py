"""What `intake restore` refuses before it touches anything, and where it begins anew."""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from rigs.backups import OWN, Backed, but, elsewhere, kept, restored, rows, untouched
from rigs.disk import SmallDisk

from intake.adapters import archive
from intake.domain.trouble import Trouble
from intake.services import backup as service
from intake.services.verify import LARGEST, verify
from intake.store.database import SCHEMA
from intake.store.rows import Tally

# --- damage is found before anything is touched ----------------------------------


def offsets(file: Path) -> dict[str, int]:
    """A place in each sort of what is in a backup, as bytes from its beginning."""
    with tarfile.open(file) as unpacked:
        members = {member.name: member for member in unpacked.getmembers()}
    mailed = next(member for name, member in members.items() if name.startswith("blobs/"))
    rows_ = members["database/letter/00001.jsonl"]
    end = file.stat().st_size
    return {
        "name": rows_.offset + 10,
        "size": rows_.offset + 130,
        "kind": rows_.offset + 156,
        "owner": rows_.offset + 270,
        "checksum": rows_.offset + 150,
        "about": members["about.json"].offset_data + 30,
        "configuration": members["config/intake.yaml"].offset_data + 3,
        "row": rows_.offset_data + rows_.size // 2,
        "mail": mailed.offset_data + mailed.size // 2,
        "filling": members["about.json"].offset_data + members["about.json"].size,
        "manifest": members["manifest.json"].offset_data + 50,
        "seal": members["manifest.sha256"].offset_data + 5,
        "end": end - 700,
        "last byte": end - 1,
    }


PLACES = (
    *("name", "size", "kind", "owner", "checksum", "about", "configuration", "row", "mail", "filling"),
    *("manifest", "seal", "end", "last byte"),
)


@pytest.mark.sqlite
@pytest.mark.parametrize("place", PLACES)
def test_a_flipped_byte_is_found_before_anything_is_touched(
    backed: Backed, tmp_path: Path, place: str
) -> None:
    raw = bytearray(backed.file.read_bytes())
    raw[offsets(backed.file)[place]] ^= 1
    refused(backed, tmp_path, bytes(raw))


def refused(backed: Backed, tmp_path: Path, raw: bytes, said: str = "damaged") -> None:
    """A file is refused in a sentence, and nothing is touched."""
    file = tmp_path / "other.tar"
    file.write_bytes(raw)
    other = elsewhere(backed.office, tmp_path / "other")
    ran = other.run("restore", file)
    assert (ran.status, said in ran.err, "Nothing was touched" in ran.err) == (1, True, True), ran.err
    assert "→" in ran.err
    assert untouched(other)


@pytest.mark.sqlite
def test_a_flipped_byte_anywhere_is_found(backed: Backed, tmp_path: Path) -> None:
    """Every 997th byte of the file, and each byte of the first header."""
    raw, file = bytearray(backed.file.read_bytes()), tmp_path / "flipped.tar"
    for at in (*range(512), *range(512, len(raw), 997)):
        raw[at] ^= 4
        file.write_bytes(raw)
        with pytest.raises(Trouble):
            verify(lambda: archive.members(file, LARGEST))
        raw[at] ^= 4


@pytest.mark.sqlite
@pytest.mark.parametrize("left", [0, 1, 511, 512, 5000, -512, -1024, -1])
def test_a_file_that_is_cut_off_is_refused(backed: Backed, tmp_path: Path, left: int) -> None:
    raw = backed.file.read_bytes()
    refused(backed, tmp_path, raw[: left if left >= 0 else len(raw) + left])


@pytest.mark.sqlite
@pytest.mark.parametrize("added", [b"\0", b"x" * 512])
def test_a_file_that_goes_on_behind_its_end_is_refused(backed: Backed, tmp_path: Path, added: bytes) -> None:
    refused(backed, tmp_path, backed.file.read_bytes() + added)


# --- hostile files ---------------------------------------------------------------


def packed(members: Sequence[tuple[tarfile.TarInfo, bytes]], kind: int = tarfile.USTAR_FORMAT) -> bytes:
    """An archive by somebody else."""
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=kind) as made:
        for info, data in members:
            made.addfile(info, BytesIO(data))
    return buffer.getvalue()


def info(name: str, size: int = 0, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.size, made.type, made.linkname, made.mode = size, kind, link, 0o600
    return made


def sealed(files: dict[str, bytes], changed: Callable[[dict[str, Any]], object] = lambda _: None) -> bytes:
    """A backup that says of itself what it holds, whatever that is."""
    about: dict[str, Any] = {"what": service.WHAT, "format": 1, "intake": "0", "schema": SCHEMA}
    about |= {"taken_at": "2026-05-04T12:00:00+00:00", "tables": {}}
    about["tables"] = json.loads(files.pop("tables", b"{}"))
    changed(about)
    files = {"about.json": json.dumps(about).encode()} | files
    told = {
        "files": {name: [len(data), hashlib.sha256(data).hexdigest()] for name, data in files.items()},
        "tables": {},
        "mails": 0,
        "bytes": 0,
        "missing": [],
        "erased": [],
    }
    files["manifest.json"] = json.dumps(told).encode()
    files["manifest.sha256"] = f"{hashlib.sha256(files['manifest.json']).hexdigest()}\n".encode()
    return packed([(info(name, len(data)), data) for name, data in files.items()])


HOSTILE: dict[str, bytes] = {
    "a symbolic link": packed([(info("about.json", kind=tarfile.SYMTYPE, link="/etc/passwd"), b"")]),
    "a hard link": packed([(info("about.json", kind=tarfile.LNKTYPE, link="/etc/passwd"), b"")]),
    "a device": packed([(info("about.json", kind=tarfile.CHRTYPE), b"")]),
    "a folder": packed([(info("config", kind=tarfile.DIRTYPE), b"")]),
    "a long name": packed([(info("config/" + "x" * 300, 1), b"x")], tarfile.GNU_FORMAT),
    "a name in a header of its own": packed([(info("config/é" + "x" * 300, 1), b"x")], tarfile.PAX_FORMAT),
    "a path out of it": sealed({"config/postings/../../../evil.yaml": b"x"}),
    "an absolute path": sealed({"/etc/cron.d/evil": b"x"}),
    "a template elsewhere": sealed({"templates/../evil.txt": b"x"}),
    "a file of secrets": sealed({"config/password": b"x"}),
    "a table that is none": sealed({"tables": b'{"sqlite_master": {"name": "text"}}'}),
    "a column that is none": sealed({"tables": b'{"message": {"id; DROP TABLE message": "text"}}'}),
    "too few tables": sealed({}),
    "a schema that is none": sealed({}, lambda about: about.update(schema="0000")),
    "rows too deep": sealed({"database/message/00001.jsonl": b"[" * 100_000}),
    "a list where an object is": sealed({}, lambda about: about.update(tables=[])),
    "compressed": b"\x1f\x8b" + bytes(2000),
    "a larger file than there is": packed([(info("about.json", 10), b"0123456789")])[:512],
    "a text": b"organisation: Association Exemple\n" * 100,
}


@pytest.mark.sqlite
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(backed: Backed, tmp_path: Path, name: str) -> None:
    refused(backed, tmp_path, HOSTILE[name])
    assert not (tmp_path / "evil.txt").exists()


def forged(file: Path, target: Path, table: str, change: dict[str, Any], *, twice: bool = False) -> None:
    """A backup with another first row in a table, which says of itself what it holds."""
    with tarfile.open(file) as unpacked:
        files = {one.name: unpacked.extractfile(one).read() for one in unpacked.getmembers()}  # type: ignore[union-attr]
    del files["manifest.sha256"]
    told, about = json.loads(files.pop("manifest.json")), json.loads(files["about.json"])
    name = f"database/{table}/00001.jsonl"
    lines = files[name].splitlines()
    row = dict(zip(about["tables"][table], json.loads(lines[0]), strict=True)) | change
    lines[0] = json.dumps(list(row.values())).encode()
    lines += lines[:1] if twice else []
    files[name] = b"\n".join(lines) + b"\n"
    tally = Tally()
    for line in lines:
        tally.add(line)
    told["tables"][table] = asdict(tally.counted)
    told["files"][name] = [len(files[name]), hashlib.sha256(files[name]).hexdigest()]
    files["manifest.json"] = json.dumps(told).encode()
    files["manifest.sha256"] = f"{hashlib.sha256(files['manifest.json']).hexdigest()}\n".encode()
    with archive.writing(target, replace=True) as writer:
        for each, data in files.items():
            writer.add(each, data)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("message", {}),
        ("message", {"id": 2**70}),
        ("message", {"sender": "geheim\ud800"}),
        ("message", {"received_at": "0001-01-01T00:00:00+14:00"}),
        ("message", {"mailbox": None}),
        ("letter", {"application_id": 999}),
        ("letter", {"state": "geheim"}),
    ],
    ids=repr,
)
def test_rows_that_no_intake_wrote_are_refused_without_a_word_of_them(
    backed: Backed, tmp_path: Path, table: str, change: dict[str, Any]
) -> None:
    file = tmp_path / "forged.tar"
    forged(backed.file, file, table, change, twice=not change)
    other = elsewhere(backed.office, tmp_path / "other")
    ran = other.run("restore", file)
    told = "No row was kept" in ran.err or "does not fit into PostgreSQL" in ran.err
    assert (ran.status, told, "geheim" in ran.err) == (1, True, False), ran.err
    assert "give 'intake restore FILE' again" in other.run("messages").err
    restored(other, backed.file)


@pytest.mark.sqlite
def test_a_backup_of_a_newer_version_is_refused_with_its_version(backed: Backed, tmp_path: Path) -> None:
    newer = sealed({}, lambda about: about.update(schema="9999", intake="7.1"))
    refused(backed, tmp_path, newer, "A newer version of intake (7.1)")


# --- only into what is empty -----------------------------------------------------


def test_a_database_with_rows_is_refused_and_stays_as_it_was(backed: Backed, tmp_path: Path) -> None:
    other = elsewhere(backed.office, tmp_path / "other")
    restored(other, backed.file)
    before = rows(other)
    ran = other.run("restore", backed.file, "--json")
    assert (ran.status, "is not empty" in ran.json["error"]) == (1, True)
    assert "aside" in ran.json["remedy"]
    assert rows(other) == before


def test_a_database_that_was_only_upgraded_is_empty(backed: Backed, tmp_path: Path) -> None:
    other = elsewhere(backed.office, tmp_path / "other")
    assert other.run("db", "upgrade").status == 0
    restored(other, backed.file)
    assert but(rows(other), *OWN) == but(backed.rows, *OWN)


def test_a_storage_with_other_mails_is_refused_before_anything_is_touched(
    backed: Backed, tmp_path: Path
) -> None:
    other = elsewhere(backed.office, tmp_path / "other")
    digest = hashlib.sha256(b"another").hexdigest()
    there = other.base / "var" / "storage" / digest[:2] / digest[2:4] / digest
    there.parent.mkdir(parents=True)
    there.write_bytes(b"another")
    ran = other.run("restore", backed.file)
    assert (ran.status, "1 mail(s) in it are not in the backup" in ran.err) == (1, True)
    assert not (other.base / "var" / "intake.db").exists()


@pytest.mark.sqlite
def test_a_mail_that_is_there_already_and_damaged_is_written_anew(backed: Backed, tmp_path: Path) -> None:
    other = elsewhere(backed.office, tmp_path / "other")
    for name, data in backed.mails.items():
        there = other.base / "var" / "storage" / name
        there.parent.mkdir(parents=True)
        there.write_bytes(bytes(len(data)))
    restored(other, backed.file)
    assert kept(other) == backed.mails


def test_while_it_is_under_way_or_broken_off_no_command_works_and_it_begins_anew(
    backed: Backed, tmp_path: Path
) -> None:
    """A storage that is in the way of its own folders breaks it off."""
    other = elsewhere(backed.office, tmp_path / "other")
    storage = other.base / "var" / "storage"
    some = max(name for name in backed.mails if not name.startswith("infected"))
    storage.mkdir(parents=True)
    (storage / some[:2]).write_text("a file in the way")
    assert other.run("restore", backed.file).status == 1
    for command in (["poll"], ["messages"], ["db", "upgrade"], ["backup", "--output", tmp_path / "x.tar"]):
        ran = other.run(*command)
        assert (ran.status, "is being restored into this database" in ran.err) == (1, True), command
        assert "intake restore FILE" in ran.err
    (storage / some[:2]).unlink()
    restored(other, backed.file)
    assert (kept(other), but(rows(other), *OWN)) == (backed.mails, but(backed.rows, *OWN))


@pytest.mark.sqlite
def test_a_disk_that_is_full_while_a_backup_comes_back_is_told_and_it_begins_anew(
    backed: Backed, tmp_path: Path, small_disk: SmallDisk
) -> None:
    """The storage has its room, the database has not."""
    other = elsewhere(backed.office, tmp_path / "other", f"sqlite:///{small_disk.path}/intake.db")
    other.configure(limits={"address": "10/day"})
    filler = small_disk.fill()
    with filler.open("r+b") as file:
        file.truncate(filler.stat().st_size - 120_000)
    ran = other.run("restore", backed.file)
    assert (ran.status, "full" in ran.err) == (1, True), ran.err
    assert "is being restored" in other.run("messages").err
    filler.unlink()
    restored(other, backed.file)
    assert but(rows(other), *OWN) == but(backed.rows, *OWN)
