"""What goes wrong with a token server, in words; none quotes a token or a secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from intake.domain.refusals import Refusal
from intake.domain.token_refusals import read_token_refusal
from intake.domain.trouble import Trouble

_BUSY: Final = frozenset({408, 425, 429})
_SERVER_FAULT: Final = 500


class OAuthError(Trouble):
    """There is no token; `error` is the server's word for it, `permanent` where a person has to act."""

    def __init__(self, text: str, remedy: str, *, permanent: bool, error: str = "") -> None:
        super().__init__(text, remedy)
        self.permanent, self.error = permanent, error
        if permanent:  # the mail server is not asked meanwhile
            self.refusal = Refusal(code="no_token", text=self.text, remedy=remedy, sort="permanent")


def refusal(answer: Mapping[str, Any], who: str, mailbox: str, status: int = 400) -> OAuthError:
    """Say what a server's refusal means (RFC 6749 §5.2)."""
    error = str(answer["error"])
    if status >= _SERVER_FAULT or status in _BUSY:
        return unavailable(who, f"status {status}")
    read = read_token_refusal(error, str(answer.get("error_description", "")), who=who, mailbox=mailbox)
    told = OAuthError(read.text, read.remedy, permanent=read.sort != "later", error=error)
    told.refusal = read if told.permanent else None
    return told


def unavailable(who: str, reason: str) -> OAuthError:
    """Say that a server does not do its part for now."""
    return OAuthError(
        f"The token server {who} does not answer as it should: {reason}",
        "It is tried again. If it stays so, look at the server and the network.",
        permanent=False,
    )
