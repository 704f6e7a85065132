"""The headers by which programs mark their mails, each a rule that gives its reason in words."""

from __future__ import annotations

import re

from intake.domain.authentication import without_comments
from intake.domain.model import Message
from intake.domain.reasons import automatic as reasons


def value_of(message: Message, name: str) -> str | None:
    """Return the topmost header of that name without comments, stripped."""
    value = message.header(name)
    return None if value is None else without_comments(value).strip()


def auto_submitted(message: Message) -> str | None:
    """RFC 3834 §5: any keyword but `no`; case, comments and parameters do not matter."""
    for raw in message.header_all("auto-submitted"):
        keyword = without_comments(raw).partition(";")[0].strip(' \t"').lower()
        if keyword and keyword != "no":
            return reasons.AUTO_SUBMITTED.say()
    return None


def null_sender(message: Message) -> str | None:
    """RFC 5321 §4.5.5: a null reverse-path, in the spellings that occur."""
    path = value_of(message, "return-path")
    if path is not None and not re.sub(r'[<>"\s]', "", path):
        return reasons.NULL_SENDER.say()
    return None


def precedence(message: Message) -> str | None:
    """Tell what RFC 3834 §2 and RFC 5230 §4.6 name, and the spellings of `auto_reply`."""
    words = (without_comments(raw).strip().lower() for raw in message.header_all("precedence"))
    if any(word.startswith(("bulk", "list", "junk", "auto")) for word in words):
        return reasons.PRECEDENCE.say()
    return None


def sent_to_a_list(message: Message) -> str | None:
    """RFC 2369 and RFC 2919, and the older and private headers of lists and newsletters."""
    if any(_LIST.fullmatch(name) for name, _ in message.headers):
        return reasons.LIST.say()
    return None


_LIST = re.compile(
    r"list-(?:id|post|unsubscribe|unsubscribe-post|subscribe|help|owner|archive|software)|mailing-list"
    r"|x-(?:mailing-list|mailman-version|beenthere|list(?:name|server|member|-subscribe|-unsubscribe)"
    r"|google-group-id|campaign(?:-?id)?|mailchimp-.*|mc-user|newsletter.*|cmail-.*|mailer-(?:recptid|lid|sid)"
    r"|ml-name|ml-count|sympa-.*|egroups-.*)",
)


def responder(message: Message) -> str | None:
    """Tell the private headers of responders, and of systems that write by themselves."""
    for name, value in message.headers:
        if _RESPONDER.fullmatch(name) and value.strip().lower() not in ("no", "false", "0"):
            return reasons.RESPONDER.say()
        if _SYSTEM.match(name):
            return reasons.SYSTEM.say()
        if (found := _TELLING.get(name)) and found.search(value.lower()):
            return reasons.NAMED_RESPONDER.say()
    return None


_RESPONDER = re.compile(
    r"x-(?:mail-)?auto-?(?:reply|respon[ds]e?r?|replied|generated)(?:-from|-to)?|auto-?(?:reply|generated)"
    r"|x-(?:failed-recipients|ms-exchange-message-is-ndr|mdautoresponse|vacation(?:message)?"
    r"|fc-machinegenerated|cron-env|amazon-auto-reply)",
)
_SYSTEM = re.compile(
    r"x-(?:github|gitlab|jira|redmine|bugzilla|otrs|rt|zammad|znuny|launchpad|gerrit|jenkins|nagios"
    r"|facebook|linkedin|zendesk|freshdesk|servicenow|osticket|trac|discourse)(?:-|$)|rt-(?:ticket|originator)"
    r"|x-uol-|x-bluebottle-|x-tmda-|x-boxbe-|x-spamarrest-",
)
_ROBOT_NAME = re.compile(r"auto-?(?:re(?:ply|spon)|matic)|vacation|out.of.office|\bcron\b")
_TELLING = {
    "delivered-to": re.compile("autoresponder"),
    "x-post-messageclass": re.compile("autoresponder"),
    "x-apple-action": re.compile("vacation"),
    "x-mailer": _ROBOT_NAME,
    "user-agent": _ROBOT_NAME,
    "x-ms-exchange-generated-message-source": re.compile("mailbox rules agent"),
    "x-mimeole": re.compile("out of office"),
}


def sent_in_bulk(message: Message) -> str | None:
    """Tell the headers of sending services, through which people's mail goes at times as well."""
    if any(_BULK.fullmatch(name) for name, _ in message.headers):
        return reasons.BULK.say()
    return None


_BULK = re.compile(
    r"feedback-id|x-(?:loop|feedback-id|ses-outgoing|sg-e?id|mailgun-.*|mandrill-.*|csa-complaints)"
)
