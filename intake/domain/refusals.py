"""What a mail server's refusal means: a stable code, a sentence with its remedy, and whether to ask again.

What no rule of `refusal_words` knows is `unknown`: the words of somebody's own server, mostly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from intake.domain.providers import PROVIDERS, Provider, provider_at
from intake.domain.refusal_words import CHECK, RULES, Rule, Sort, Stage

_BACKOFF = re.compile(r"backoff time: (\d{1,9}) milliseconds", re.IGNORECASE)
_LONGEST_BACKOFF = timedelta(days=1)
# From here on it quotes a candidate's server, which it asked about the address (Postfix and Exim do).
_QUOTES = re.compile(r"\bsaid: |\bResponse: ")


_UNKNOWN: Mapping[Stage, tuple[str, str]] = {
    "login": ("refuses the login", CHECK),
    "command": ("refused", "Look at what the server says, and at the account's rights."),
    "letter": ("refused", "Look at what the server says."),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A refusal, understood. `permanent`: a person must act; `later`: the same is asked for again."""

    code: str
    text: str  # with the server's words
    remedy: str
    sort: Sort
    wait: timedelta | None = None  # how long to leave the account alone; None: for a growing while


_COMPILED = tuple((rule, re.compile(rule.words, re.IGNORECASE)) for rule in RULES)


def read_refusal(
    words: str,
    stage: Stage,
    *,
    host: str,
    called: str | None = None,
    oauth2: bool = False,
    mailbox: str = "NAME",
    shown: bool = True,
) -> Refusal:
    """Say what a server's refusal means.

    `words` are the server's, on one line, for SMTP with the code before them; `called` is the provider by the
    configuration, for a host that tells of none (a proxy of one's own); `oauth2` is how we signed in, and
    `mailbox` the name in the configuration. Without `shown` the words are not repeated.
    """
    provider = provider_at(host) or PROVIDERS.get(called or "")
    who = provider.title if provider else "the server"
    quoted = f": {words}" if shown and words else ""
    own = _QUOTES.split(words, maxsplit=1)[0] if stage == "letter" else words
    rule = _rule(own, stage, provider, oauth2=oauth2)
    if rule is None:
        what, remedy = _UNKNOWN[stage]
        return Refusal(code="unknown", text=_sentence(f"{who} {what}{quoted}"), remedy=remedy, sort="unknown")
    names = {"who": who, "login": f"`intake login {mailbox}`"}
    return Refusal(
        code=rule.code,
        text=_sentence(rule.text.format(**names) + quoted),
        remedy=_sentence(rule.remedy.format(**names)),
        sort=rule.sort,
        # A letter that is refused for now is tried again soon, whatever the reason.
        wait=_asked_wait(words) or (None if stage == "letter" and words.startswith("4") else rule.wait),
    )


def _rule(words: str, stage: Stage, provider: Provider | None, *, oauth2: bool) -> Rule | None:
    for rule, pattern in _COMPILED:
        if stage not in rule.stages or (rule.oauth2 is not None and rule.oauth2 != oauth2):
            continue
        if rule.who and (provider is None or provider.name not in rule.who):
            continue
        if pattern.search(words):
            return rule
    return None


def _sentence(text: str) -> str:
    return f"T{text[1:]}" if text.startswith("the server") else text


def _asked_wait(words: str) -> timedelta | None:
    """How long Microsoft says that it wants to be left alone."""
    if found := _BACKOFF.search(words):
        return min(timedelta(milliseconds=int(found.group(1))), _LONGEST_BACKOFF)
    return None
