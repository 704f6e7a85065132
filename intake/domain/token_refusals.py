"""What it means that no token is given (RFC 6749 §5.2): a stable code, a sentence and its remedy.

Microsoft says the reason by a number in the description (AADSTS…), Google by the description's words.
"""

from __future__ import annotations

import re
from datetime import timedelta

from intake.domain.refusal_words import Sort
from intake.domain.refusals import Refusal

_NUMBER = re.compile(r"AADSTS(\d{4,8})\b", re.IGNORECASE)

_SIGN_IN = "Sign in again with {login}."
_ADMIN = "Have an administrator of the organisation consent to the application, then sign in with {login}."
_POLICY = "Have an administrator except this account from it, or sign in again with {login} as it asks."
_SECRET = "Make a new one in the application's registration (Certificates and secrets) and set it."  # noqa: S105
_APPLICATION = "Correct `client_id` and `tenant`: both stand on the page of the application's registration."
_AGAIN = "It is tried again by itself."

Meaning = tuple[str, str, str]  # code, sentence, remedy

# Microsoft, "Microsoft Entra authentication and authorization error codes".
_BY_NUMBER: dict[int, Meaning] = {
    65001: ("consent_missing", "nobody has consented to what the application asks for", _ADMIN),
    65004: ("consent_missing", "consent was declined", _SIGN_IN),
    90094: ("consent_missing", "only an administrator can consent to what the application asks for", _ADMIN),
    70000: ("consent_withdrawn", "consent was withdrawn, or the sign-in is no longer valid", _SIGN_IN),
    70008: ("sign_in_expired", "the sign-in has expired", _SIGN_IN),
    700082: ("sign_in_expired", "the sign-in has expired, as it was not used for long", _SIGN_IN),
    700084: ("sign_in_expired", "the sign-in has expired", _SIGN_IN),
    50173: ("consent_withdrawn", "the sign-in was withdrawn: the password was changed, or a reset", _SIGN_IN),
    50132: ("consent_withdrawn", "the sign-in was withdrawn: the password was changed, or a reset", _SIGN_IN),
    70043: ("sign_in_expired", "a policy ends sign-ins after some time, and this one has ended", _SIGN_IN),
    50076: ("second_factor_needed", "a second factor is asked for since the last sign-in", _SIGN_IN),
    50079: ("second_factor_needed", "a second factor must be set up for this account", _SIGN_IN),
    50078: ("second_factor_needed", "the second factor has expired", _SIGN_IN),
    53003: ("policy", "a Conditional Access policy of the organisation forbids this sign-in", _POLICY),
    53000: ("policy", "a policy of the organisation wants a device that it manages", _POLICY),
    50105: ("policy", "this account is not among those that may use the application", _POLICY),
    50034: ("account_unknown", "there is no such account in the organisation", "Correct `username`."),
    50057: ("account_locked", "the account is disabled", "Have an administrator enable it."),
    50053: ("account_locked", "the account is locked after wrong logins", "Have it unlocked."),
    50126: ("password_refused", "the user name or the password is wrong", _SIGN_IN),
    7000215: (
        "client_secret_wrong",
        "the application's secret is wrong",
        "Set `client_secret` to the secret's value, not to its id.",
    ),
    7000222: ("client_secret_expired", "the application's secret has expired", _SECRET),
    700027: (
        "certificate_wrong",
        "the application's certificate is not the one that is registered, or has expired",
        _SECRET,
    ),
    7000218: ("client_secret_missing", "the application must prove itself", "Set `client_secret`."),
    700016: ("application_unknown", "there is no such application in the organisation", _APPLICATION),
    90002: ("tenant_unknown", "there is no such organisation", _APPLICATION),
    900023: ("tenant_unknown", "that is no organisation's id or domain", _APPLICATION),
    500011: (
        "scope_wrong",
        "the organisation does not know the service that the token is for",
        "Correct `scope`; the organisation needs Exchange Online.",
    ),
    70011: ("scope_wrong", "the scope is wrong", "Correct `scope`, or leave it out."),
    50011: (
        "redirect_wrong",
        "the application has another address to return to",
        "Register http://localhost.",
    ),
    7000112: ("application_unknown", "the application is disabled", "Have an administrator enable it."),
}
_LATER = frozenset({90033, 50196, 90006, 90024, 50089})  # transient, by Microsoft's own words

# By the description, else by the error of RFC 6749 §5.2 and §4.1.2.1 itself.
_BY_WORDS: tuple[tuple[str, Meaning], ...] = (
    (
        r"token has been expired or revoked",
        ("consent_withdrawn", "consent was withdrawn or has expired", _SIGN_IN),
    ),
    (r"account has been deleted", ("account_unknown", "the account has been deleted", "Correct `username`.")),
    (r"account.*disabled", ("account_locked", "the account is disabled", "Have an administrator enable it.")),
    (
        r"short-lived token|reasonable timeframe",
        ("clock_wrong", "the clock of this machine is wrong", "Set it by NTP."),
    ),
    (r"invalid jwt signature", ("key_wrong", "the key is not valid any more", "Make a new key and set it.")),
    (
        r"invalid email or user id|invalid impersonation",
        ("account_unknown", "there is no such account in the organisation", "Correct `username`."),
    ),
    (
        r"admin_policy_enforced|access_not_configured",
        ("policy", "the organisation does not allow this application", _ADMIN),
    ),
    (r"org_internal", ("policy", "the application is for its own organisation only", _ADMIN)),
    (
        r"unauthorized to retrieve access tokens|unauthorized_client",
        (
            "delegation_missing",
            "the application may not stand in for this account",
            "Have an administrator allow it the scope https://mail.google.com/ (domain-wide delegation).",
        ),
    ),
    (r"deleted_client", ("application_unknown", "the application has been deleted", "Correct `client_id`.")),
    (r"invalid_client", ("client_secret_wrong", "the application's id or secret is wrong", "Correct them.")),
    (r"invalid_scope", ("scope_wrong", "the scope is wrong", "Correct `scope`, or leave it out.")),
    (r"access_denied", ("consent_missing", "consent was declined", _SIGN_IN)),
    (r"expired_token", ("sign_in_expired", "the code was not used in time", _SIGN_IN)),
    (
        r"invalid_grant|interaction_required|consent_required|login_required",
        ("consent_withdrawn", "consent was withdrawn or has expired", _SIGN_IN),
    ),
)
_NOT_NOW = re.compile(r"temporarily_unavailable|server_error|slow_down|rate.?limit|quota", re.IGNORECASE)


def read_token_refusal(error: str, description: str = "", *, who: str, mailbox: str = "NAME") -> Refusal:
    """Say what it means that a server gives no token.

    `error` and `description` are those of its answer (RFC 6749 §5.2), `who` its name for people.
    """
    numbers = [int(number) for number in _NUMBER.findall(description)]
    meaning = next((_BY_NUMBER[number] for number in numbers if number in _BY_NUMBER), None)
    if _LATER.intersection(numbers) or (meaning is None and _NOT_NOW.search(f"{error} {description}")):
        return _told(
            ("server_busy", "no tokens are given now", _AGAIN), "later", who, mailbox, _sign(error, numbers)
        )
    if meaning is None:
        meaning = next(
            (m for words, m in _BY_WORDS if re.search(words, f"{error} {description}", re.IGNORECASE)), None
        )
    if meaning is None:
        unknown = ("unknown", "no token was given", "Look at what the server says. " + _SIGN_IN)
        return _told(unknown, "unknown", who, mailbox, _sign(error, numbers))
    return _told(meaning, "permanent", who, mailbox, _sign(error, numbers))


def _told(meaning: Meaning, sort: Sort, who: str, mailbox: str, sign: str) -> Refusal:
    code, text, remedy = meaning
    return Refusal(
        code=code,
        text=f"{who} gives no token: {text} ({sign})",
        remedy=remedy.format(login=f"`intake login {mailbox}`"),
        sort=sort,
        wait=timedelta(minutes=1) if sort == "later" else None,
    )


def _sign(error: str, numbers: list[int]) -> str:
    """By what a person finds more: the error's name and number. The description may name people."""
    name = error if re.fullmatch(r"[A-Za-z_]{1,40}", error) else "no name"
    return ", ".join((name, *(f"AADSTS{number}" for number in numbers[:1])))
