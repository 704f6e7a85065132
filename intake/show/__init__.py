"""What the commands print: JSON in the contract's shapes, or tables for people."""

from intake.show.checks import finding, findings, refused
from intake.show.digests import digest_shape, digests
from intake.show.lists import applications, explained, messages, state
from intake.show.passes import done, folder, poll_shape, polled, progress, reconciled, replayed
from intake.show.status import status, status_shape
from intake.show.words import as_json, as_json_list, part, say, table, time, trouble, warn

__all__ = [
    "applications",
    "as_json",
    "as_json_list",
    "digest_shape",
    "digests",
    "done",
    "explained",
    "finding",
    "findings",
    "folder",
    "messages",
    "part",
    "poll_shape",
    "polled",
    "progress",
    "reconciled",
    "refused",
    "replayed",
    "say",
    "state",
    "status",
    "status_shape",
    "table",
    "time",
    "trouble",
    "warn",
]
