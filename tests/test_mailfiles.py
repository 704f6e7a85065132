"""Mails in files: every dialect of mbox, Maildirs, folders, and what must not be opened or believed."""

from __future__ import annotations

import io
import os
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import exports
from builders.mails import mail

from intake.adapters import mailfiles
from intake.adapters.mailfiles import MailFiles, mbox
from intake.domain.exported import is_expunged, restored, same_mail
from intake.domain.trouble import Misuse

TEXTS = (
    "Bonjour,\n\nFrom now on I am free.\n",
    "From the start of the text\n\nFrom Paris with regards\n",
    "A mail from the past:\n\n>From salma, quoted once\n",
    "Three lines at the end\n\n\n\n",
    "nothing of it\n",
)
MAILS = tuple(mail(subject=f"Mail {n}", text=text) for n, text in enumerate(TEXTS))


def read(path: Path) -> list[bytes]:
    """The mails below a path, as a server would have given them."""
    return [restored(kept.raw, quoted=kept.quoted) for kept in MailFiles(path)]


def saved(folder: Path, data: bytes, name: str = "All mail.mbox") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("export", exports.DIALECTS, ids=lambda export: export.__name__)
def test_a_mail_of_any_dialect_has_the_server_s_bytes_again(export: exports.Export, tmp_path: Path) -> None:
    # Without marks on which lines it quoted, the old dialect loses the ">" of one that had it before.
    lossy = (exports.mboxo, exports.unquoted, exports.crowded)
    mails = [raw for raw in MAILS if b">From" not in raw] if export in lossy else list(MAILS)
    found = read(saved(tmp_path, export(*mails)))
    if export is exports.crowded:  # its mails that end in blank lines lose one, which its others have not
        assert [raw.rstrip() for raw in found] == [raw.rstrip() for raw in mails]
    else:
        assert found == mails


@pytest.mark.parametrize("export", exports.DIALECTS, ids=lambda export: export.__name__)
def test_what_a_dialect_loses_leaves_the_mail_known(export: exports.Export, tmp_path: Path) -> None:
    found = read(saved(tmp_path, export(*MAILS)))
    assert len(found) == len(MAILS)
    assert all(same_mail(one, other) for one, other in zip(found, MAILS, strict=True))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(MAILS[0].replace(b"now on", b"today on"), id="a word"),
        pytest.param(MAILS[0].replace(b"Subject: Mail 0", b"Subject: Mail 9"), id="the subject"),
        pytest.param(MAILS[0].replace(b"Message-ID: <", b"Message-ID: <x"), id="the Message-ID"),
        pytest.param(MAILS[0].replace(b"salma.berrada@", b"bob@"), id="the sender"),
    ],
)
def test_a_mail_with_another_author_subject_or_word_is_another(changed: bytes) -> None:
    assert changed != MAILS[0]
    assert not same_mail(changed, MAILS[0])


@pytest.mark.parametrize(
    ("line", "following", "behind_blank", "elsewhere"),
    [
        (b"From a@b Fri May  1 10:00:00 2026\n", b"Received: x\n", True, True),
        (b"From a@b Fri May  1 10:00:00 2026\n", b"no header\n", True, False),
        (b"From 178@xxx Fri May 01 10:00:00 +0000 2026\r\n", b"X-GM-THRID: 1\r\n", True, True),
        (b"From a b c Fri May  1 10:00 CEST 2026\n", b"From: x\n", True, True),
        (b"From - Fri, 01 May 2026 10:00:00 +0000\n", b"From: x\n", True, True),
        (b"From MAILER-DAEMON Fri May  1 10:00:00 2026\n", b"Return-Path: <>\n", True, True),
        (b"From \r\n", b"Received: x\r\n", True, False),
        (b"From -\n", b"Received: x\n", True, False),
        (b"From a@example.org\n", b"Received: x\n", True, False),
        (b"From \n", b"a text\n", False, False),
        (b"From now on\n", b"Note: x\n", False, False),
        (b"From Friday 1 May 2026 I am free.\n", b"Call me: 10:00\n", False, False),
        (b"From my side, Fri 1 May at 10:00 in 2026 suits me.\n", b"\n", False, False),
        (b"From my side, Fri May  1 10:00:00 2026 suits me.\n", b"\n", False, False),
        (b"From a@b Fri May  1 10:00:00 2026 -0700\n", b"\n", True, False),
        (b"From a@b Fri May  1 10:00:00 2026 remote from host\n", b"\n", True, False),
        (b"From Paris\n", b"\n", False, False),
        (b"From a@b Fri May  1 10:00:00 2026\n", b"", True, False),
    ],
)
def test_a_line_begins_a_mail(line: bytes, following: bytes, behind_blank: bool, elsewhere: bool) -> None:
    assert mbox.begins(line, following, blank=True) is behind_blank
    assert mbox.begins(line, following, blank=False) is elsewhere


@pytest.mark.parametrize(
    ("line", "when"),
    [
        (b"From a@b Fri May  1 10:00:00 2026\n", "2026-05-01T10:00:00+00:00"),
        (b"From 178@xxx Fri May 01 10:00:00 +0200 2026\r\n", "2026-05-01T08:00:00+00:00"),
        (b"From - Fri, 01 May 2026 10:00:00 -0100\n", "2026-05-01T11:00:00+00:00"),
        (b"From a@b Fri May  1 10:00 CEST 2026\n", "2026-05-01T10:00:00+00:00"),
        (b"From a@b Fri May 41 10:00:00 2026\n", None),
        (b"From a@b Fri May  1 10:00:00 99999999\n", None),
        (b"From -\n", None),
    ],
)
def test_the_time_of_an_envelope_line(line: bytes, when: str | None) -> None:
    assert mbox.instant(line) == (datetime.fromisoformat(when) if when else None)


def test_a_mail_cut_short_and_one_that_is_empty_are_mails(tmp_path: Path) -> None:
    whole = exports.mboxrd(MAILS[0], MAILS[1])
    assert read(saved(tmp_path, whole[:-40])) == [MAILS[0], MAILS[1][:-41].rstrip(b"\r")]
    lines = b"From a@b Fri May  1 10:00:00 2026\n" * 2
    assert read(saved(tmp_path, lines + b"Subject: x\n")) == [b"", b"Subject: x\r\n"]


def test_junk_in_an_mbox_stays_with_the_mail_before_it(tmp_path: Path) -> None:
    junk = bytes(range(256)) * 50
    first, second = read(
        saved(tmp_path, exports.mboxrd(MAILS[4]) + junk + b"\n\n" + exports.mboxrd(MAILS[0]))
    )
    assert first.startswith(MAILS[4])
    assert second == MAILS[0]


def test_an_endless_line_takes_no_more_memory_than_a_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "LARGEST", 4 << 20)

    class Endless(io.RawIOBase):
        left = 64 << 20

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            size = min(len(buffer), self.left)
            buffer[:size] = b"x" * size
            self.left -= size
            return size

    head = io.BytesIO(b"From a@b Fri May  1 10:00:00 2026\nSubject: x\n\n")
    endless = io.BufferedReader(Endless())
    head.readline = lambda size=-1: io.BytesIO.readline(head, size) or endless.readline(size)  # type: ignore[method-assign]
    tracemalloc.start()
    ((_, cut),) = mbox.parts(head)
    assert cut is None
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()


def test_a_mail_that_is_too_large_is_told_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mbox, "LARGEST", 2000)
    monkeypatch.setattr(mailfiles, "LARGEST", 2000)
    large = mail(subject="Large", text="a long line of text\n" * 500)
    exports.maildir(tmp_path / "box", large, MAILS[1])
    files = MailFiles(saved(tmp_path, exports.mboxrd(MAILS[0], large, MAILS[4])))
    assert [restored(kept.raw, quoted=True) for kept in files] == [MAILS[0], MAILS[4]]
    assert files.left_out == [f"{tmp_path}/All mail.mbox holds a mail (number 2) that is larger than 0 MB."]
    files = MailFiles(tmp_path / "box")
    assert [restored(kept.raw, quoted=False) for kept in files] == [MAILS[1]]
    assert len(files.left_out) == 1


def test_a_file_that_changes_while_it_is_read_keeps_its_end_for_the_next_time(tmp_path: Path) -> None:
    path = saved(tmp_path, exports.mboxrd(*MAILS[:3]))
    files = MailFiles(path)
    found = []
    for kept in files:
        found.append(kept)
        with path.open("ab") as more:
            more.write(b"half a line")
    assert len(found) == 2
    assert files.left_out == [f"{path} changed while it was read: its end was left. Give the command again."]


def test_a_maildir_is_read_in_the_order_of_filing_with_its_sub_folders_and_without_tmp(
    tmp_path: Path,
) -> None:
    box = exports.maildir(tmp_path / "box", *MAILS[:2])
    exports.maildir(box / ".Archive.2026", MAILS[2])
    exports.maildir(tmp_path / "other", MAILS[3])
    (box / "tmp" / "1777.unfinished").write_bytes(MAILS[4])
    (box / "dovecot-uidlist").write_text("3 V1 N1\n", encoding="utf-8")
    assert sorted(read(box)) == sorted(MAILS[:3])
    assert sorted(read(tmp_path)) == sorted(MAILS[:4])
    assert read(box / ".Archive.2026") == [MAILS[2]]
    assert read(box / "cur") == [MAILS[1]]
    assert read(saved(box / "new", exports.takeout(*MAILS))) == list(MAILS)  # of no Maildir
    kept = next(iter(MailFiles(box / "new")))
    assert kept.filed_at == exports.FILED
    assert not list(MailFiles(exports.maildir(tmp_path / "empty")))


def test_what_holds_mail_by_its_name_and_is_none_that_can_be_read_is_told(tmp_path: Path) -> None:
    saved(tmp_path, exports.mboxrd(MAILS[0]))
    for name in ("Sent.mbox.gz", "Sent.MBOX", "1.emlx", "empty.mbox", "INBOX.msf", "prefs.js"):
        saved(tmp_path, b"" if name.startswith("empty") else b"\x1f\x8b", name)
    files = MailFiles(tmp_path)
    assert len(list(files)) == 1
    assert [Path(line.partition(" holds")[0]).name for line in sorted(files.left_out)] == [
        "1.emlx",
        "Sent.MBOX",
        "Sent.mbox.gz",
    ]


def test_a_mail_copied_into_a_maildir_later_was_filed_when_its_file_is_older(tmp_path: Path) -> None:
    box = exports.maildir(tmp_path, MAILS[0], when=datetime(2026, 6, 1, tzinfo=UTC))
    (path,) = (box / "new").iterdir()
    os.utime(path, (exports.FILED.timestamp(),) * 2)
    assert next(iter(MailFiles(box))).filed_at == exports.FILED


def test_a_folder_is_searched_for_all_that_holds_mails(tmp_path: Path) -> None:
    (tmp_path / "Takeout" / "Mail").mkdir(parents=True)
    saved(tmp_path / "Takeout" / "Mail", exports.takeout(MAILS[0]))
    saved(tmp_path, exports.thunderbird(MAILS[1]), "Inbox")
    saved(tmp_path, b"// <!-- <mdb:mork:z v='1.4'/> -->\n", "Inbox.msf")
    saved(tmp_path, b"", "Trash")
    saved(tmp_path, MAILS[2].replace(b"\r\n", b"\n"), "one.eml")
    saved(tmp_path, b"From now on a text\n", "notes.txt")
    assert sorted(read(tmp_path)) == sorted(MAILS[:3])
    assert read(saved(tmp_path, MAILS[3], "mail.txt")) == [MAILS[3]]
    assert read(tmp_path / "Trash") == []


def test_links_pipes_and_what_may_not_be_read_are_told_and_not_opened(tmp_path: Path) -> None:
    outside = saved(tmp_path, MAILS[0], "secret.eml")
    box = exports.maildir(tmp_path / "box", MAILS[1])
    (box / "cur" / "1777000000.link:2,S").symlink_to(outside)
    (box / ".Linked").symlink_to(exports.maildir(tmp_path / "elsewhere", MAILS[2]))
    os.mkfifo(box / "new" / "1777000001.pipe")
    files = MailFiles(box)
    assert [restored(kept.raw, quoted=False) for kept in files] == [MAILS[1]]
    assert sorted(files.left_out) == [
        f"{box}/.Linked is a link, and was not followed.",
        f"{box}/cur/1777000000.link:2,S is a link or no plain file, and was not read.",
        f"{box}/new/1777000001.pipe is a link or no plain file, and was not read.",
    ]
    gone = MailFiles(box)
    for path in (box / "new").iterdir():
        path.unlink()
    assert not list(gone)
    assert gone.left_out[-1].endswith("went away meanwhile: give the command again.")


@pytest.mark.parametrize("what", ["nothing", "loop", "pipe", "text", "picture", "archive", "folder"])
def test_what_holds_no_mail_is_refused(what: str, tmp_path: Path) -> None:
    path = tmp_path / "it"
    match what:
        case "loop":
            path.symlink_to(path)
        case "pipe":
            os.mkfifo(path)
        case "text":
            path.write_text("organisation: Example\n", encoding="utf-8")
        case "picture":
            path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
        case "archive":
            path.write_bytes(b"PK\x03\x04" + exports.mboxrd(*MAILS))
        case "folder":
            path.mkdir()
    with pytest.raises(Misuse) as refused:
        MailFiles(path)
    assert str(path) in refused.value.text
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("status", "gone"), [("0001", False), ("0009", True), ("1008", True), ("zzzz", False)]
)
def test_what_thunderbird_has_deleted_is_told_by_its_status(status: str, gone: bool, tmp_path: Path) -> None:
    (kept,) = MailFiles(saved(tmp_path, exports.thunderbird(MAILS[0], status=status)))
    assert is_expunged(kept.raw) is gone
    assert not is_expunged(b"X-Spam: no\r\n" + kept.raw)  # lower down it is the sender's own
