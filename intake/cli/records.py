"""Commands on what is kept: the outbox, the audit log, and a person's data."""

from __future__ import annotations
