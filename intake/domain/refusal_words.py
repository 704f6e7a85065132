"""The words by which the big providers refuse us, and what they mean; `refusals` reads them.

The first rule that fits holds. The replies themselves, as they were given, stand in tests/test_refusals.py.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Sort = Literal["permanent", "later", "unknown"]
Stage = Literal["login", "command", "letter"]  # at which a server refuses

_LOGIN, _SPEAKING, _LETTER = frozenset({"login"}), frozenset({"login", "command"}), frozenset({"letter"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """How a refusal is known by its words, and what it means.

    `{who}` is the provider; `{login}` the command by which a person signs in.
    """

    code: str
    words: str  # a pattern
    text: str
    remedy: str
    sort: Sort = "permanent"
    stages: frozenset[str] = _LOGIN
    who: Collection[str] = ()  # names of domain.providers; empty: anybody
    oauth2: bool | None = None  # only where we signed in so
    wait: timedelta | None = None


_AGAIN = "It is tried again by itself."
_OAUTH2 = "Set `auth: {{oauth2: …}}` in the place of `password`, then sign in with {login}."
_APP_OR_LOGIN = "This account needs an app password or sign-in with {login}."
_BROWSER = "Log in to this mailbox in a browser and answer what is asked there. " + _APP_OR_LOGIN
CHECK = "Check user name and password; Google and Microsoft want an app password or OAuth2."
_WRONG = (
    r"AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|invalid credentials|authentication (failed|failure)"
    r"|authentication unsuccessful|login failed|authenticate failed|not accepted|login incorrect"
    r"|incorrect (user ?name|authentication|password)|invalid (login|user)|bad credentials|^535\b"
)

RULES: tuple[Rule, ...] = (
    # --- a session is refused, or ended, for a while ---
    Rule(
        code="token_expired",
        words=r"AccessTokenExpired",
        text="{who} ended the session: its token has run out",
        remedy="A new token is taken at the next try.",
        sort="later",
        stages=_SPEAKING,
        wait=timedelta(seconds=1),
    ),
    Rule(
        code="not_connected",
        words=r"authenticated but not connected|NoPrimarySmtpAddress",
        text="Authenticated but not connected: the application lacks IMAP.AccessAsApp on this mailbox",
        remedy="Give it IMAP.AccessAsApp with the consent of an administrator, and its service principal "
        "FullAccess to this mailbox (Add-MailboxPermission).",
        stages=_SPEAKING,
        oauth2=True,
    ),
    Rule(
        code="not_connected",
        words=r"authenticated but not connected|NoPrimarySmtpAddress",
        text="Authenticated but not connected: this user has no right to the mailbox",
        remedy="Give the user FullAccess to it, or correct `username`; IMAP must be on for both.",
        stages=_SPEAKING,
    ),
    Rule(
        code="account_locked",
        words=r"account (is |has been |was )?(locked|disabled|suspended|blocked)",
        text="{who} has locked this account",
        remedy="Log in to it in a browser, or have its administrator unlock it.",
    ),
    Rule(
        code="too_many_connections",
        words=r"too many (simultaneous |concurrent |open |imap )?(connections|sessions)"
        r"|concurrent connections? limit|maximum number of connections|mail_max_userip_connections",
        text="Too many simultaneous connections: {who} takes no further one of this account",
        remedy="Close other mail programs that use this account. " + _AGAIN,
        sort="later",
        stages=_SPEAKING,
    ),
    Rule(
        code="too_many_logins",
        words=r"too many login attempts|authentication rate limit",
        text="{who} has seen too many logins of this account",
        remedy="Nothing needs to be done unless other programs log in, too. " + _AGAIN,
        sort="later",
        wait=timedelta(minutes=15),
    ),
    Rule(
        code="too_many_bad_logins",
        words=r"#AUTH005\) too many bad|too many bad auth|too many (failed|invalid) ",
        text="{who} refuses this account after too many wrong passwords",
        remedy="Make a new app password and set it; the account is let in again after an hour or so.",
    ),
    Rule(
        code="throttled",
        words=r"\[THROTTLED\]|request is throttled|suggested backoff time",
        text="{who} wants to be left alone for a while",
        remedy=_AGAIN,
        sort="later",
        stages=_SPEAKING,
    ),
    Rule(
        code="bandwidth_used_up",
        words=r"command or bandwidth limits|bandwidth limit",
        text="The account has used up what {who} lets it ask or download",
        remedy="See whether other programs download the whole mailbox. " + _AGAIN,
        sort="later",
        stages=_SPEAKING,
        wait=timedelta(hours=1),
    ),
    Rule(
        code="quota_used_up",
        words=r"\[OVERQUOTA\]",
        text="The account has used up what {who} grants it",
        remedy="Look at its quota; where the mailbox is full, make room. " + _AGAIN,
        sort="later",
        stages=_SPEAKING,
    ),
    Rule(
        code="rate_limited",
        words=r"\[LIMIT\]|\[INUSE\]|rate limit",
        text="{who} wants to be asked less often",
        remedy=_AGAIN,
        sort="later",
        stages=_SPEAKING,
    ),
    Rule(
        code="server_busy",
        words=r"\[(UNAVAILABLE|SERVERBUG|CONTACTADMIN)\]|4\.7\.500|^4\d\d\b|server (is )?busy"
        r"|try (again )?later|temporar(y|ily)",
        text="{who} takes no logins now",
        remedy=_AGAIN,
        sort="later",
    ),
    Rule(
        code="server_busy",
        words=r"\[UNAVAILABLE\]",
        text="{who} cannot serve this account now",
        remedy=_AGAIN,
        sort="later",
        stages=frozenset({"command"}),
    ),
    # --- a login is refused for good ---
    Rule(
        code="app_password_needed",
        words=r"application[- ]specific password|app(lication)?[- ](specific )?password|InvalidSecondFactor"
        r"|^534[- ]5\.7\.9\b",
        text="{who} refused the password",
        remedy=_APP_OR_LOGIN,
    ),
    Rule(
        code="web_login_needed",
        words=r"web login required|WEBALERT|(log|sign) in (via|with) your (web )?browser|^534[- ]5\.7\.14\b",
        text="{who} wants a login in a browser first",
        remedy=_BROWSER,
    ),
    Rule(
        code="imap_disabled",
        words=r"yet to enable IMAP",
        text="IMAP is switched off for this account",
        remedy="In Zoho Mail: Settings, Mail Accounts, IMAP Access; an administrator may have to allow it.",
    ),
    Rule(
        code="imap_disabled",
        words=r"not enabled for IMAP|IMAP (access )?is (disabled|not enabled)|enable IMAP|LogonDenied-Imap",
        text="IMAP is switched off for this account",
        remedy="Switch it on in the settings of the mailbox, or have the administrator allow it.",
    ),
    Rule(
        code="smtp_disabled",
        words=r"SmtpClientAuthentication is disabled|smtp_auth_disabled",
        text="Sending by SMTP is switched off for this mailbox, or for the whole organisation",
        remedy="Have an administrator switch on Authenticated SMTP for this mailbox (OAuth2 needs it, too), "
        "and use OAuth2: a password will not do for long.",
    ),
    Rule(
        code="policy",
        words=r"security defaults|did not meet the criteria|conditional access",
        text="A policy of the organisation forbids this login",
        remedy="Have an administrator except this account. " + _OAUTH2,
    ),
    Rule(
        code="password_ended",
        words=r"basic auth(entication)? is (disabled|not supported)|BasicAuthBlocked|5\.7\.30\b"
        r"|5\.7\.4 unrecognized authentication type",
        text="{who} takes no passwords any more",
        remedy="Neither an app password nor another will do: use OAuth2. " + _OAUTH2,
    ),
    Rule(
        code="starttls_needed",
        words=r"must issue a STARTTLS|^538\b",
        text="{who} takes logins over TLS only",
        remedy="Set `security: tls`, or `starttls` with port 587.",
    ),
    Rule(
        code="token_refused",
        words=_WRONG,
        text="{who} refused the token",
        remedy="Sign in again with {login}, as the account that `username` names; the application needs the "
        "right to read and send mail.",
        oauth2=True,
    ),
    Rule(
        code="password_refused",
        words=r"authentication unsuccessful, the user credentials were incorrect",
        text="{who} refused the password",
        remedy="Correct `username` and `password`. Better: " + _OAUTH2,
    ),
    Rule(
        code="password_ended",
        words=_WRONG,
        text="{who} refused the password: it takes none over IMAP, and soon none over SMTP",
        remedy=_OAUTH2,
        who=("microsoft365", "outlook"),
    ),
    Rule(
        code="app_password_needed",
        words=_WRONG,
        text="{who} refused the password",
        remedy=_APP_OR_LOGIN,
        who=("google",),
    ),
    Rule(
        code="app_password_needed",
        words=_WRONG,
        text="{who} refused the password",
        remedy="This account needs an app password: its own password opens the web pages only.",
        who=("yahoo", "icloud", "fastmail", "zoho", "infomaniak"),
    ),
    Rule(
        code="password_refused",
        words=_WRONG,
        text="{who} refuses the login",
        remedy=CHECK,
    ),
    # --- letters: only what is said of the account; the rest is said of one letter (RFC 5321 §4.2.1) ---
    Rule(
        code="sending_limit",
        words=r"5\.4\.5\b.*(limit|quota)|daily (user )?(sending|smtp relay) (limit|quota)"
        r"|SubmissionQuotaExceeded|sending limit (exceeded|reached)|hourly (sending )?(limit|quota)",
        text="The account has sent as many letters as {who} lets it",
        remedy="They wait and go out later by themselves. Set `limits`, or have more allowed.",
        sort="later",
        stages=_LETTER,
        wait=timedelta(hours=1),
    ),
    Rule(
        code="sending_blocked",
        words=r"5\.1\.8\b.*(outbound|access denied)|unusual sending activity|bad outbound sender",
        text="{who} lets this account send nothing more",
        remedy="Have its administrator find out why and unblock it; the letters wait.",
        stages=_LETTER,
    ),
    Rule(
        code="password_ended",  # Microsoft lets in by a password for a while, and takes no letter then
        words=r"5\.7\.30\b.*basic auth",
        text="{who} takes no letters of who signed in with a password any more",
        remedy=_OAUTH2,
        stages=_LETTER,
    ),
    Rule(
        code="too_many_connections",
        words=r"^4\d\d\b.*((concurrent|simultaneous) connections|too many connections)",
        text="Too many simultaneous connections: {who} takes no further letter of this account",
        remedy="Close other programs that send from this account. " + _AGAIN,
        sort="later",
        stages=_LETTER,
    ),
    Rule(
        code="rate_limited",
        words=r"^4\d\d\b.*(message rate|submission rate|sending rate|rate limit|throttl)",
        text="{who} wants to be sent less at a time",
        remedy=_AGAIN,
        sort="later",
        stages=_LETTER,
    ),
    Rule(
        code="server_busy",
        words=r"^451[- ]4\.7\.500|^4(21|54)[- ]4\.[347]\.\d.*(try (again )?later|unusual rate|temporary)",
        text="{who} takes no letters now",
        remedy=_AGAIN,
        sort="later",
        stages=_LETTER,
    ),
)
