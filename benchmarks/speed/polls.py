"""Polls in which nothing has come: `python -m speed.polls CONFIG TIMES` says the seconds of each, by mailbox."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from intake import app
from intake.services.poll import poll
from intake.settings import load


def main() -> None:
    """Poll each mailbox in turn, so many times."""
    config, times = Path(sys.argv[1]), int(sys.argv[2])
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    with app.open_desk(load(config)) as desk, app.at_work(desk):
        for _ in range(times + 1):
            for name, mailbox in desk.settings.mailboxes.items():
                start = time.perf_counter()
                polled = poll(desk, mailbox)
                seconds[name].append(time.perf_counter() - start)
                if polled.error or polled.fetched:
                    raise SystemExit(f"{name}: {polled}")
    # The first ones make what the others use again: statements, connections.
    print(json.dumps({name: each[1:] for name, each in seconds.items()}))


if __name__ == "__main__":
    main()
