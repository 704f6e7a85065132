"""Applications on their way: (a) all of it, (b) by stage, (c) the limit, (d) what peers do, (g) memory meanwhile."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from rigs.office import INTAKE, Office

from speed import children
from speed.children import Ran, TooLongError
from speed.figures import Report, megabytes, ratios, spread
from speed.peers import PEERS, Peer, kept
from speed.places import Place

STAGES = ("fetch", "store", "parse", "read", "decide", "letter", "commit", "send")
_POINTS = (0.1, 0.3, 0.5, 0.7, 0.9)  # of the time that it took, at which memory is told


def limit(place: Place, user: str) -> float:
    """Give the seconds in which the bodies of a mailbox can be had and synced, nothing else."""
    words = (place.dovecot.port_plain, user, place.dovecot.password, place.fresh())
    return float(children.run([sys.executable, "-m", "speed.limit", *words]).out)


def intake(office: Office, count: int) -> Ran:
    """Let `intake poll` take a mailbox in.

    Raises RuntimeError where it does not make an application of each mail and answer it.
    """
    words = [INTAKE, "poll", "--json", "--config", office.config]
    ran = children.run(words, environment=office.environment)
    said = json.loads(ran.out)
    if said["outcomes"] != {"application": count} or said["sent"] != count:
        raise RuntimeError(f"intake did not take in {count} applications: {said}")
    return ran


def whole(place: Place, stock: Sequence[Path], runs: int, report: Report) -> None:
    """Measure (a) beside (c), and the memory through (a)."""
    user, count = place.user(), len(stock)
    place.fill(user, stock)
    limit(place, user)  # to warm what is to be warm for all
    limits, ours = [], []
    for _ in range(runs):
        limits.append(limit(place, user))
        ours.append(intake(place.office(user), count))
    speeds = [count / ran.seconds for ran in ours]
    report.add(
        f"(a, c) {count:,} applications, {place.name}",
        ("", "mails a second", "of the limit", "processor, ms a mail"),
        [
            ("the limit: imaplib and fsync", spread([count / each for each in limits]), "", ""),
            (
                "intake poll: stored, read, decided, answered",
                spread(speeds, digits=1),
                ratios([100 * s for s in speeds], [count / each for each in limits], 1).replace(" ×", " %"),
                spread([1000 * ran.cpu / count for ran in ours]),
            ),
        ],
        f"{runs} runs, one of each in turn. intake's time is that of the whole command, its start included.",
    )
    _memory(place, ours, report)


def _memory(place: Place, ours: Sequence[Ran], report: Report) -> None:
    last = ours[-1]
    moments = [(share, share * last.over_time[-1][0]) for share in _POINTS]
    sizes = [next(size for at, size in last.over_time if at >= moment) for _, moment in moments]
    report.add(
        f"(g) Memory through (a), {place.name}",
        (*(f"at {share:.0%}" for share, _ in moments), "highest: process", "its children"),
        [
            (
                *map(megabytes, sizes),
                spread([ran.peak / 1e6 for ran in ours], " MB"),
                spread([ran.peak_children / 1e6 for ran in ours], " MB"),
            )
        ],
        "Resident memory, of all processes together.",
    )


def stages(place: Place, stock: Sequence[Path], runs: int, report: Report) -> None:
    """Measure (b)."""
    user, count = place.user(), len(stock)
    place.fill(user, stock)
    wall, cpu = defaultdict(list), defaultdict(list)
    limits, lean, passes = [], [], []
    for _ in range(runs):
        limits.append(1000 * limit(place, user) / count)
        offices = [place.office(user), place.office(user)]
        environment = offices[0].environment
        words = [sys.executable, "-m", "speed.stages", *(office.config for office in offices)]
        first, second = json.loads(children.run(words, environment=environment).out)
        if first["new"] != count or first["sent"] != count or second["new"] != count:
            raise RuntimeError(f"not all {count} mails were taken in: {first}, {second}")
        for stage in STAGES:
            wall[stage].append(1000 * first["wall"].get(stage, 0) / count)
            cpu[stage].append(1000 * first["cpu"].get(stage, 0) / count)
        passes.append(1000 * first["pass"] / count)
        lean.append(1000 * second["pass"] / count)
    rows = [(stage, spread(wall[stage], digits=2), spread(cpu[stage], digits=2)) for stage in STAGES]
    report.add(
        f"(b) By stage, {count:,} applications, {place.name}: ms a mail",
        ("stage", "on the wall", "on our processor"),
        [
            *rows,
            ("the pass (all but send)", spread(passes, digits=2), ""),
            ("the pass without reading", spread(lean, digits=2), ratios(lean, limits) + " the limit"),
            ("the limit", spread(limits, digits=2), ""),
        ],
        "`decide` is what no other stage has (routing, waiting), `letter` the words of answers, `commit` all "
        "within transactions, `send` the pass over the outbox. Reading runs in processes of its own.",
    )


def peers(place: Place, stock: Sequence[Path], runs: int, report: Report) -> None:
    """Measure (d): each peer, the limit and intake on the same mails, in turn."""
    there = [peer for peer in PEERS if peer.version()]
    user, count = place.user(), len(stock)
    place.fill(user, stock)
    speeds: defaultdict[str, list[float]] = defaultdict(list)
    troubles: dict[str, str] = {
        peer.name: "not installed; benchmarks/speed/peers.sh does" for peer in PEERS if peer not in there
    }
    for _ in range(runs):
        speeds["limit"].append(count / limit(place, user))
        speeds["intake"].append(count / intake(place.office(user), count).seconds)
        for peer in there:
            try:
                speeds[peer.name].append(count / _seconds(peer, place, user, stock))
            except (RuntimeError, TooLongError) as error:
                troubles[peer.name] = str(error).strip().splitlines()[-1]
    rows = [
        (
            "the limit",
            "fetches and syncs",
            spread(speeds["limit"]),
            ratios(speeds["intake"], speeds["limit"]),
        ),
        ("intake", "stores, reads, decides, answers", spread(speeds["intake"], digits=1), ""),
    ]
    for peer in there:
        if len(speeds[peer.name]) == runs:
            ratio = ratios(speeds["intake"], speeds[peer.name])
            named = f"{peer.name} {peer.version()}"
            rows.append((named, peer.does, spread(speeds[peer.name], digits=1), ratio))
    report.add(
        f"(d) Beside others, {count:,} applications, {place.name}",
        ("", "what it does", "mails a second", "intake is"),
        rows,
        f"{runs} runs, each of all in turn, on the same mails.",
        *(f"{name} is left out: {why}." for name, why in troubles.items()),
    )


def _seconds(peer: Peer, place: Place, user: str, stock: Sequence[Path]) -> float:
    if peer.deletes:
        user = place.user()
        place.fill(user, stock)
    folder = place.fresh()
    ran = peer.take_in(place, user, folder)
    if (number := kept(peer, ran, folder)) != len(stock):
        raise RuntimeError(f"it kept {number} of {len(stock)} mails: {ran.err[-300:]}")
    return ran.seconds
