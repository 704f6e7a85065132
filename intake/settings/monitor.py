"""`monitor` of intake.yaml: where a running process answers probes and Prometheus."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from typing import Annotated

from pydantic import AfterValidator

from intake.settings.faults import Finding, Tree
from intake.settings.fields import Form
from intake.settings.forms import is_loopback, wrong
from intake.settings.values import Settings

_LARGEST_PORT = 65535


def is_listened(value: str) -> str:
    """Return `ADDRESS:PORT`; an IPv6 address stands in brackets."""
    host, _, port = value.rpartition(":")
    is_port = port.isascii() and port.isdecimal() and 0 < int(port) <= _LARGEST_PORT
    if not is_port or (host != "localhost" and not _is_address(host)):
        raise wrong(
            f"An address and a port are expected, found '{value}'.",
            "Write 127.0.0.1:9464, for this machine alone, or 0.0.0.0:9464.",
        )
    return value


def split(listen: str) -> tuple[str, int]:
    """Return the address and the port of `ADDRESS:PORT`."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


def _is_address(host: str) -> bool:
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    with suppress(ValueError):
        return (ipaddress.ip_address(bare).version == 6) is (bare != host)  # noqa: PLR2004
    return False


class MonitorForm(Form):
    """`monitor` of intake.yaml."""

    listen: Annotated[str, AfterValidator(is_listened)]

    def address(self) -> tuple[str, int]:
        """Return the address and the port."""
        return split(self.listen)


def on_monitor(settings: Settings, intake: Tree) -> Iterator[Finding]:
    """Find what lacks for the metrics, and who besides this machine could read them."""
    if settings.monitor is None:
        return
    where = intake.where("monitor", "listen")
    if find_spec("prometheus_client") is None:
        text = "The extra 'metrics' is not installed: /healthz answers, /metrics does not."
        yield Finding(
            level="warning", where=where, text=text, remedy="Install it: pip install 'intake[metrics]'."
        )
    if not is_loopback(settings.monitor[0]):
        text = "Whoever reaches this port reads how intake is: numbers and names of mailboxes, no candidate."
        remedy = "Let a firewall admit your Prometheus alone, or write 127.0.0.1."
        yield Finding(level="info", where=where, text=text, remedy=remedy)
