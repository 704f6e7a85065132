"""The metrics of a process, in Prometheus' text format, from a registry of our own; its library's owner.

Counters are of this process since it began; gauges are read from the database, so that every process tells
the same. No candidate is in them, no address: mailboxes by their names, where they are few.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from intake import __version__
from intake.domain.trouble import Trouble
from intake.monitor.health import Health
from intake.monitor.tally import BOUNDS, Durations, Tally
from intake.services.status import State

if TYPE_CHECKING:
    from prometheus_client.core import Metric

_FEW = 100  # mailboxes that have a label of their own
_LETTERS = ("due", "waiting", "capped", "sending", "held", "failed", "unknown")
_LEVELS = ("error", "warning")


def exposition(tally: Tally, health: Health) -> tuple[bytes, str]:
    """Return the metrics as they are now, and their content type.

    Raises:
        Trouble: the extra is not installed.

    """
    try:
        from prometheus_client import CollectorRegistry
        from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
    except ImportError as error:
        raise Trouble(
            f"The metrics need the Python package {error.name}, which is not installed.",
            "Install it: pip install 'intake[metrics]'.",
        ) from error
    registry = CollectorRegistry()
    registry.register(_Collector(tally, health))
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _Collector:
    def __init__(self, tally: Tally, health: Health) -> None:
        self._tally, self._health = tally, health
        self._state, _ = health.look()

    def describe(self) -> list[Metric]:
        """Name nothing beforehand: the registry would collect for it."""
        return []

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import InfoMetricFamily

        yield InfoMetricFamily("intake", "The version of intake.", value={"version": __version__})
        few = self._state is not None and len(self._state.mailboxes) <= _FEW
        yield from _counters(self._tally, few=few)
        yield _gauge(
            "intake_alive", "Whether the engine gets on with its work.", float(not self._health.dead)
        )
        yield _gauge("intake_database_up", "Whether the database answers.", float(self._state is not None))
        if self._state is not None:
            yield from _mailboxes(self._state, few=few)
            yield from _rest(self._state)


def _counters(tally: Tally, *, few: bool) -> Iterator[Metric]:
    from prometheus_client.core import CounterMetricFamily

    done = tally.all()
    polls = CounterMetricFamily(
        "intake_polls", "Passes over a mailbox by this process.", labels=["mailbox", "result"]
    )
    sums: dict[tuple[str, str], int] = {}
    for (mailbox, result), number in done.polls.items():
        key = (mailbox if few else "", result)
        sums[key] = sums.get(key, 0) + number
    for key, number in sorted(sums.items()):
        polls.add_metric(key, number)
    yield polls
    messages = CounterMetricFamily(
        "intake_messages", "Mails that polls of this process took in.", labels=["outcome"]
    )
    for outcome, number in sorted(done.outcomes.items()):
        messages.add_metric([outcome], number)
    yield messages
    letters = CounterMetricFamily(
        "intake_letters_settled", "Letters that this process settled.", labels=["state"]
    )
    for state in ("sent", "failed", "unknown"):
        letters.add_metric([state], done.letters.get(state, 0))
    yield letters
    yield _histogram("intake_poll_seconds", "How long passes over a mailbox took.", done.durations["poll"])
    yield _histogram(
        "intake_delivery_seconds", "How long passes over the outbox took.", done.durations["delivery"]
    )


def _mailboxes(state: State, *, few: bool) -> Iterator[Metric]:
    """What is told of each mailbox where they are few, else the sum, and the longest lag."""
    boxes = state.mailboxes
    yield _gauge("intake_mailboxes", "Mailboxes that are configured.", len(boxes))
    failing = sum(each.failing_since is not None for each in boxes)
    yield _gauge("intake_mailboxes_failing", "Mailboxes that cannot be read.", failing)
    silent = sum(each.silent for each in boxes)
    yield _gauge("intake_mailboxes_silent", "Mailboxes not read for longer than `silence`.", silent)
    lags = {each.name: each.lag.total_seconds() for each in boxes if each.lag is not None}
    waiting = {each.name: float(each.quarantined) for each in boxes}
    if not few:
        lags = {"": max(lags.values())} if lags else {}
        waiting = {"": sum(waiting.values())}
    yield _labelled("intake_mailbox_lag_seconds", "Time since the last pass that went through.", lags)
    yield _labelled("intake_quarantined", "Mails that could not be processed.", waiting)


def _rest(state: State) -> Iterator[Metric]:
    letters = {name: float(getattr(state.outbox, name)) for name in _LETTERS}
    yield _labelled("intake_outbox_letters", "Letters that did not surely go out.", letters, label="state")
    oldest = state.outbox.oldest_due_at
    age = max(0.0, (state.now - oldest).total_seconds()) if oldest else 0.0
    yield _gauge("intake_outbox_oldest_due_seconds", "For how long the oldest letter has been due.", age)
    levels = {level: float(sum(each.alarm.level == level for each in state.alarms)) for level in _LEVELS}
    yield _labelled("intake_alarms", "Alarms that hold.", levels, label="level")
    free = {each.what: float(each.free) for each in state.disks}
    yield _labelled("intake_disk_free_bytes", "Room on the disk of database and storage.", free, label="of")
    yield _gauge("intake_workers", "Processes at work, this one included.", len(state.workers) + 1)


def _gauge(name: str, text: str, value: float) -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    return GaugeMetricFamily(name, text, value=value)


def _labelled(name: str, text: str, values: dict[str, float], *, label: str = "mailbox") -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily(name, text, labels=[label])
    for value in sorted(values):
        family.add_metric([value], values[value])
    return family


def _histogram(name: str, text: str, took: Durations) -> Metric:
    from prometheus_client.core import HistogramMetricFamily

    buckets, total = [], 0
    for bound, count in zip((*map(str, BOUNDS), "+Inf"), took.counts, strict=True):
        total += count
        buckets.append((bound, float(total)))
    return HistogramMetricFamily(name, text, buckets=buckets, sum_value=took.seconds)
