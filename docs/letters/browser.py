"""Pictures of a page by a headless Chromium, over its DevTools protocol on a pipe: no driver, no port."""

# ruff: noqa: INP001  # beside the script that uses it

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS: Final = (
    "--headless=new",
    "--no-sandbox",  # root has none; the pages are ours
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-lcd-text",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--no-first-run",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """What a page is looked at on."""

    width: int  # CSS pixels
    phone: bool = False
    dark: bool = False


class Browser:
    """One page of a browser that runs."""

    def __init__(self, folder: Path, commands: int, answers: int) -> None:
        self._folder = folder
        self._commands = commands
        self._answers = answers
        self._pending = b""
        self._number = 0
        self._session: str | None = None
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")

    def picture(self, html: str, screen: Screen) -> bytes:
        """Return a PNG of the whole page.

        Raises:
            RuntimeError: the page is wider than the screen.

        """
        page = self._folder / "page.html"
        page.write_text(html, encoding="utf-8")
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=screen.width,
            height=100,
            deviceScaleFactor=1,
            mobile=screen.phone,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if screen.dark else "light"}
        self._ask("Emulation.setEmulatedMedia", features=[scheme])
        self._ask("Page.navigate", url=page.as_uri())
        self._until("Page.loadEventFired")
        size = "[document.documentElement.scrollWidth, document.body.scrollHeight]"
        width, height = self._ask("Runtime.evaluate", expression=size, returnByValue=True)["result"]["value"]
        if width > screen.width:
            raise RuntimeError(f"The page is {width} pixels wide on a screen of {screen.width}.")
        clip = {"x": 0, "y": 0, "width": screen.width, "height": height, "scale": 1}
        shot = self._ask("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def close(self) -> None:
        """End the browser."""
        self._session = None
        self._ask("Browser.close")

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        command: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def _until(self, event: str) -> None:
        while self._next().get("method") != event:
            pass

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._pending:
            if not (piece := os.read(self._answers, 1 << 20)):
                raise RuntimeError("The browser ended by itself.")
            self._pending += piece
        message, _, self._pending = self._pending.partition(b"\0")
        return dict(json.loads(message))


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a browser of its own, and end it."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        sys.exit("There is no Chromium: 'sh .ci/setup browser' installs it.")
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        theirs_in, ours_out = _pipe()
        ours_in, theirs_out = _pipe()
        silent = os.open(os.devnull, os.O_WRONLY)
        # It reads commands from its descriptor 3, and answers on 4.
        pid = os.posix_spawn(
            program,
            [program, *_ARGUMENTS, f"--user-data-dir={folder / 'profile'}"],
            os.environ | {"HOME": name, "LANG": "C.UTF-8"},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, silent, 1),
                (os.POSIX_SPAWN_DUP2, silent, 2),
                (os.POSIX_SPAWN_DUP2, theirs_in, 3),
                (os.POSIX_SPAWN_DUP2, theirs_out, 4),
            ],
        )
        for descriptor in (theirs_in, theirs_out, silent):
            os.close(descriptor)
        page = Browser(folder, ours_out, ours_in)
        try:
            yield page
        finally:
            page.close()
            os.waitpid(pid, 0)
            os.close(ours_in)
            os.close(ours_out)


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are none of the descriptors that the browser has a use for."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]
