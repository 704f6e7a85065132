"""What a system's errors mean to who asked for an export."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from intake.domain.trouble import Trouble

_REMEDIES: Final = {
    errno.ENOSPC: "Make room there, or name another disk.",
    errno.EDQUOT: "The disk quota is used up: raise it, or name another disk.",
    errno.EFBIG: "Name a file system that holds files of that size.",
    errno.ENOENT: "See whether the path is right; the folder that it is to be in must be there.",
    errno.EACCES: "Give the account that runs this command the right to it, or name another place.",
    errno.EPERM: "Give the account that runs this command the right to it, or name another place.",
    errno.ENAMETOOLONG: "Name a folder with a shorter path.",
    errno.EPIPE: "Let the program behind it read to the end.",
}


@contextmanager
def told(where: Path | str) -> Iterator[None]:
    """Turn the system's errors into a sentence. Those of other parts are sentences by then."""
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "Look at the disk and its rights.")
        raise Trouble(f"{where} cannot be written: {error.strerror or error}.", remedy) from error
