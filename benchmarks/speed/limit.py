"""The limit: the bodies of a mailbox by imaplib, 50 a FETCH, each written to a file of its own and synced.

    python -m speed.limit PORT USER PASSWORD FOLDER

Nothing is looked at, nothing is remembered. It says its seconds, login and end included.
"""

from __future__ import annotations

import imaplib
import os
import sys
import time
from pathlib import Path

A_FETCH = 50


def main() -> None:
    """Fetch and write everything."""
    port, user, password, folder = sys.argv[1:]
    start = time.perf_counter()
    with imaplib.IMAP4("127.0.0.1", int(port)) as client:
        client.login(user, password)
        client.select("INBOX", readonly=True)
        uids = client.uid("SEARCH", "ALL")[1][0].split()
        for first in range(0, len(uids), A_FETCH):
            named = b",".join(uids[first : first + A_FETCH]).decode()
            for item in client.uid("FETCH", named, "(INTERNALDATE BODY.PEEK[])")[1]:
                if isinstance(item, tuple):
                    _keep(Path(folder) / item[0].split()[0].decode(), item[1])
    print(time.perf_counter() - start)


def _keep(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


if __name__ == "__main__":
    main()
