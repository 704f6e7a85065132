"""Bytes on disk: written once, for their owner only, and synced before they have their name."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from intake.adapters.blobs import STALE, FolderBlobs, StorageError

CV = b"%PDF-1.7 a CV"
DIGEST = hashlib.sha256(CV).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    """A store in a folder that is not there yet."""
    return FolderBlobs(tmp_path / "var" / "storage")


def files(blobs: FolderBlobs) -> list[Path]:
    return [path for path in blobs.root.rglob("*") if path.is_file()]


def test_a_file_that_is_whole_is_not_written_again(blobs):
    blobs.put(CV)
    (path,) = files(blobs)
    before = path.stat().st_ino
    blobs.put(CV)
    assert path.stat().st_ino == before


def test_only_the_owner_may_read(blobs):
    blobs.put(CV)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in files(blobs)}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in blobs.root.rglob("*") if path.is_dir()}
    assert (modes, folders) == ({0o600}, {0o700})


def test_a_writer_that_is_killed_leaves_no_half_file_under_a_digest(tmp_path):
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from intake.adapters.blobs import FolderBlobs\n"
        "blobs = FolderBlobs(Path(sys.argv[1]))\n"
        "print('go', flush=True)\n"
        "while True: blobs.put(os.urandom(1 << 18))\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"go\n"
        while len(list(tmp_path.glob("??/??/*"))) < 5:
            assert writer.poll() is None
        writer.kill()
    kept = [path for path in tmp_path.glob("??/??/*") if not path.name.startswith(".")]
    assert kept
    for path in kept:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name


def test_syncing_comes_before_naming_and_the_folder_last(tmp_path):
    """On disk first, then under its name: read off the system calls of a real writer."""
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "calls = []\n"
        "def hook(event, args):\n"
        "    if event == 'os.rename': calls.append('rename')\n"
        "sys.addaudithook(hook)\n"
        "sync = os.fsync\n"
        "def fsync(fd):\n"
        "    calls.append('folder' if os.path.isdir(f'/proc/self/fd/{fd}') else 'file')\n"
        "    sync(fd)\n"
        "os.fsync = fsync\n"
        "from intake.adapters.blobs import FolderBlobs\n"
        "FolderBlobs(Path(sys.argv[1])).put(b'x')\n"
        "print(*calls)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["folder", "folder", "folder", "file", "rename", "folder"]


@pytest.mark.parametrize("act", [lambda blobs: blobs.put(CV), lambda blobs: blobs.check()])
def test_storage_that_cannot_be_written_is_said_with_its_remedy(tmp_path, act):
    (tmp_path / "storage").write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageError, match="storage") as caught:
        act(FolderBlobs(tmp_path / "storage"))
    assert caught.value.remedy


def test_a_write_that_fails_in_the_middle_leaves_nothing(tmp_path):
    """A file limit stands in for a full disk: the kernel refuses the rest."""
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from intake.adapters.blobs import FolderBlobs, StorageError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    FolderBlobs(Path(sys.argv[1])).put(b'x' * 5000)\n"
        "except StorageError as error:\n"
        "    print(error.__cause__.errno)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == errno.EFBIG
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_check_complains_before_the_disk_is_full(blobs):
    with pytest.raises(StorageError, match="MB left"):
        blobs.check(reserve=1 << 62)


def test_what_a_dead_process_left_unfinished_is_swept_after_an_hour(tmp_path):
    blobs = FolderBlobs(tmp_path)
    kept = blobs.put(b"whole")
    for name, age in (("old", STALE + 1), ("fresh", 0)):
        left = tmp_path / "unfinished" / name
        left.write_bytes(b"half")
        os.utime(left, (time.time() - age, time.time() - age))
    assert blobs.sweep() == 1
    assert [path.name for path in (tmp_path / "unfinished").iterdir()] == ["fresh"]
    assert blobs.get(kept) == b"whole"
