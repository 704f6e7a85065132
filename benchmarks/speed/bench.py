"""Measure how fast intake is, and against what: `python -m speed.bench` in `benchmarks/`, or `make bench`.

    python -m speed.bench [WHAT …] [--mails N] [--runs N] [--quick] [--write ../docs]

Everything runs on loopback, against a Dovecot of its own. What is compared is taken in turn in one run.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from speed import applications, crew, idle_poll, large, mailboxes, many, push, queries, simulated, through
from speed.figures import Report, machine, versions
from speed.peers import PEERS
from speed.places import ROOTS, Place, place
from speed.servers import Wide, version
from speed.sink import Letterbox

# Past one machine: told in scale.md, and measured where they are asked for by name.
BEYOND = ("workers", "mailboxes", "simulated")
_STOCK = Path(__file__).parents[2] / "build" / "stock"


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is measured."""

    mails: int
    runs: int
    beside_peers: int = 200  # mails
    polls: int = 40
    deliveries: int = 200
    mailboxes: int = 300
    watched: float = 60  # seconds
    applications: int = 1_000_000
    shared: int = 2_000  # mailboxes, of workers
    simulated: int = 100_000  # mailboxes
    window: float = 30  # seconds, of workers
    sizes: tuple[int, ...] = idle_poll.SIZES


QUICK = Size(
    mails=100,
    runs=1,
    beside_peers=40,
    polls=10,
    deliveries=30,
    mailboxes=50,
    watched=20,
    applications=50_000,
    shared=100,
    simulated=2_000,
    window=10,
    sizes=(10, 1_000, 20_000),
)


class Bench:
    """What is measured, by name, in the places where it matters."""

    def __init__(self, size: Size, box: Letterbox, report: Report, beyond: Report) -> None:
        self.size, self.box, self.report, self.beyond = size, box, report, beyond
        self._stocks: dict[str, list[Path]] = {}

    def steps(self) -> dict[str, tuple[tuple[str, ...], Callable[[Place], None]]]:
        """Give each measurement with the places that it is made in."""
        size, report = self.size, self.report
        both, disk = tuple(ROOTS), ("disk",)
        return {
            "start": (disk, lambda _: large.start(3 * size.runs, report)),
            "whole": (both, lambda at: through.whole(at, self.stock(at), size.runs, report)),
            "stages": (both, lambda at: through.stages(at, self.stock(at), size.runs, report)),
            "peers": (
                disk,
                lambda at: through.peers(at, self.stock(at)[: size.beside_peers], size.runs, report),
            ),
            "idle": (disk, lambda at: idle_poll.measure(at, size.polls, report, size.sizes)),
            "push": (
                disk,
                lambda at: push.measure(at, self.stock(at)[: size.deliveries], self.box, report),
            ),
            "memory": (disk, lambda at: large.measure(at, size.runs, report)),
            "many": (disk, lambda at: many.measure(at, size.mailboxes, size.watched, report)),
            "queries": (disk, lambda at: queries.measure(at, size.applications, report)),
            **{name: (disk, partial(self._beyond, name)) for name in BEYOND},
        }

    def _beyond(self, what: str, at: Place) -> None:
        """Measure what is past one machine, on a Dovecot of its own."""
        size, report = self.size, self.beyond
        stock = self.stock(at) if what != "simulated" else []
        with place(at.name, self.box.port, partial(Wide, "5s" if what == "mailboxes" else "1s")) as wide:
            if what == "workers":
                crew.measure(wide, stock, self.box, report)
            elif what == "mailboxes":
                mailboxes.measure(wide, stock, self.box, report, count=size.shared, seconds=size.window)
            else:
                simulated.measure(wide, report, size.simulated, size.window)

    def stock(self, at: Place) -> list[Path]:
        """Give the applications, as they lie in a place."""
        if at.name not in self._stocks:
            self._stocks[at.name] = at.stock(mails(self.size.mails))
        return self._stocks[at.name]


def mails(count: int) -> list[bytes]:
    """Give that many applications, made at the first time; they are kept for the next one."""
    source = Path(applications.__file__).read_bytes()
    folder = _STOCK / hashlib.sha256(source).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        return list(pool.map(partial(_made, folder), range(count), chunksize=8))


def _made(folder: Path, number: int) -> bytes:
    path = folder / f"{number}.eml"
    if not path.exists():
        path.write_bytes(applications.application(number))
    return path.read_bytes()


def measured(size: Size, wanted: list[str], report: Report, beyond: Report) -> bool:
    """Measure what is wanted; False where something could not be."""
    good = True
    with Letterbox() as box:
        bench = Bench(size, box, report, beyond)
        for name in ROOTS:
            steps = [
                (what, step)
                for what, (where, step) in bench.steps().items()
                if what in wanted and name in where
            ]
            if not steps:
                continue
            with place(name, box.port) as at:
                for what, step in steps:
                    good &= _measured(what, step, at, beyond if what in BEYOND else report)
    return good


def _measured(what: str, step: Callable[[Place], None], at: Place, report: Report) -> bool:
    start = time.monotonic()
    try:
        step(at)
    except Exception as error:  # noqa: BLE001 - the others are worth having all the same
        traceback.print_exc()
        report.add(f"{what}, {at.name}", ("",), [(f"could not be measured: {type(error).__name__}",)])
        return False
    finally:
        print(f"  [{what}, {at.name}: {time.monotonic() - start:.0f} s]", flush=True)
    return True


def main() -> None:
    """Measure what is asked for, show it, and write it down if that is wanted."""
    names = list(Bench(QUICK, Letterbox(), Report(), Report()).steps())
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help=f"of {', '.join(names)} (default: all but the last {len(BEYOND)})",
    )
    parser.add_argument("--mails", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="little of everything, in three minutes")
    parser.add_argument(
        "--write", type=Path, help="put the figures into this folder's performance.md or scale.md"
    )
    options = parser.parse_args()
    if unknown := set(options.what) - set(names):
        parser.error(f"{', '.join(sorted(unknown))}: not one of {', '.join(names)}")
    size = QUICK if options.quick else Size(mails=options.mails, runs=options.runs)
    report, beyond, start, load = Report(), Report(), time.monotonic(), os.getloadavg()[0]
    good = measured(size, options.what or [name for name in names if name not in BEYOND], report, beyond)
    minutes = (time.monotonic() - start) / 60
    others = {"PostgreSQL": version()} | {peer.name: peer.version() or "" for peer in PEERS}
    told = [
        f"Measured on {datetime.now(UTC).date()} in {minutes:.0f} minutes. Medians, with the range of the runs.",
        "",
        f"{machine(ROOTS['disk'])} Its load before: {load:.1f}.",
        "",
        versions(**others),
    ]
    print("\n".join(["", *told]))
    for name, each in (("performance.md", report), ("scale.md", beyond)):
        if options.write and each.tables:
            each.write(options.write / name, told)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
