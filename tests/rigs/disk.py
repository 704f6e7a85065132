"""A small disk of its own, to be filled and made read-only: a tmpfs, for which root is needed."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Self


class SmallDisk:
    """A file system with 4 MB in `path`. A context manager; `__enter__` raises OSError without the right."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self.path.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", self.path]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            raise PermissionError("no file system can be mounted here")
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "--lazy", self.path], check=True)

    def fill(self) -> Path:
        """Leave no room; return the file that takes it."""
        filler = self.path / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(4096)):
                pass
        return filler

    def remount(self, how: str) -> None:
        """Make it read-only ("ro") or writable ("rw"); no file of it may be open for writing."""
        subprocess.run(["mount", "-o", f"remount,{how}", self.path], check=True)
