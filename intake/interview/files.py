"""Where the interview writes: beside its target until all is well, so that a stop leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intake.domain.trouble import Misuse


@dataclass(kw_only=True)
class Workplace:
    """A configuration in the making. Paths in it are relative to the same folder as the target's."""

    target: Path
    folder: Path
    secrets: list[Path] = field(default_factory=list)

    def write(self, name: str, text: str) -> None:
        """Write a file of the configuration."""
        path = self.folder / name
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise Misuse(
                f"{path} cannot be written: {error.strerror}.", "See whether the disk is full."
            ) from None

    def keep_secret(self, name: str, text: str) -> str:
        """Write a password into a file that only this account may read; return its path as written.

        Raises Misuse where there is such a file already that is not ours.
        """
        folder = self.target.parent / "secrets"
        path = folder / name
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            if path not in self.secrets:
                # Somebody else's password is not overwritten; nor is a link followed.
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
                self.secrets.append(path)
            path.write_text(f"{text}\n", encoding="utf-8")
        except FileExistsError:
            raise Misuse(
                f"The file {path} is there already, and may hold another password.",
                "Move it away, or choose another name for the mailbox.",
            ) from None
        except OSError as error:
            raise Misuse(f"{path} cannot be written: {error.strerror}.", "See who may write there.") from None
        return f"secrets/{name}"

    def publish(self) -> None:
        """Put the configuration where it belongs. Raises Misuse where that is not possible."""
        try:
            self._drop_unused_secrets()
            if not self.target.exists():
                self.folder.chmod(0o755)
                self.folder.rename(self.target)
                return
            for path in sorted(self.folder.rglob("*.yaml"), key=lambda path: path.name == "intake.yaml"):
                target = self.target / path.relative_to(self.folder)
                target.parent.mkdir(exist_ok=True)
                if os.path.lexists(target):
                    raise Misuse(f"{target} is there already.", "Move it away, then give intake init again.")
                shutil.move(path, target)  # intake.yaml last: until then nothing runs on it
        except OSError as error:
            raise Misuse(
                f"{self.target} cannot be written: {error.strerror}.", "Choose another folder with --config."
            ) from None

    def _drop_unused_secrets(self) -> None:
        """Remove the passwords of answers that were changed later."""
        written = (self.folder / "intake.yaml").read_text(encoding="utf-8")
        for path in self.secrets:
            if f'"secrets/{path.name}"' not in written:
                path.unlink(missing_ok=True)


@contextmanager
def _left_in_order() -> Iterator[None]:
    """Leave as by an answer where the terminal is closed, or the process told to end."""
    if threading.current_thread() is not threading.main_thread():  # only that one is told
        yield
        return

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before: dict[int, Any] = {number: signal.signal(number, leave) for number in numbers}
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, before[number])


@contextmanager
def workplace(target: Path) -> Iterator[Workplace]:
    """Have a workplace for a configuration folder that has no intake.yaml yet.

    What was not published is gone at the end, passwords included. Raises Misuse.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - a link to it stays one
    if os.path.lexists(target / "intake.yaml"):
        raise Misuse(
            f"There is a configuration in {target} already.",
            "Change it by hand; intake check says whether it is valid. Or name another folder with --config.",
        )
    if os.path.lexists(target) and not os.path.isdir(target):  # noqa: PTH112 - Path's raises for a long name
        raise Misuse(f"{target} is no folder.", "Name the folder to make with --config.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    except OSError as error:
        raise Misuse(
            f"{target.parent} cannot be written: {error.strerror}.", "Choose another folder with --config."
        ) from None
    place = Workplace(target=target, folder=folder)
    try:
        with _left_in_order():
            yield place
    finally:
        if not (target / "intake.yaml").exists():
            for path in place.secrets:
                path.unlink(missing_ok=True)
            with suppress(OSError):  # it is not there, or holds what is not ours
                (target.parent / "secrets").rmdir()
        shutil.rmtree(folder, ignore_errors=True)
