"""Web pages → PDFs by a browser of the system, which shapes every script as the papers of the world are."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_SECONDS: Final = 90
_OPTIONS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
)  # fmt: skip


@cache
def program() -> str | None:
    """Give the browser, if the system has one."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def pdf(page: bytes) -> bytes:
    """Print a web page.

    Raises:
        OSError, subprocess.SubprocessError: there is no browser, or it failed.

    """
    browser = program()
    if browser is None:
        raise FileNotFoundError("no browser to print with")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_bytes(page)
        subprocess.run(
            [
                browser, *_OPTIONS, f"--user-data-dir={folder}/profile",
                f"--print-to-pdf={target}", source.as_uri(),
            ],
            check=True, capture_output=True, timeout=_SECONDS,
        )  # fmt: skip
        return target.read_bytes()
