"""The real replies of the big providers, and what each means: a code, a sentence, the remedy, the sort."""

# ruff: noqa: E501 - replies stand as they were given

from __future__ import annotations

from datetime import timedelta

import pytest

from intake.domain.providers import PROVIDERS
from intake.domain.refusal_words import RULES
from intake.domain.refusals import read_refusal
from intake.domain.token_refusals import read_token_refusal

GMAIL, GMAIL_SMTP = "imap.gmail.com", "smtp.gmail.com"
M365, M365_SMTP = "outlook.office365.com", "smtp.office365.com"
YAHOO, YAHOO_SMTP = "imap.mail.yahoo.com", "smtp.mail.yahoo.com"
ICLOUD, ICLOUD_SMTP = "imap.mail.me.com", "smtp.mail.me.com"
ZOHO, ZOHO_SMTP = "imappro.zoho.com", "smtppro.zoho.eu"
FASTMAIL, FASTMAIL_SMTP = "imap.fastmail.com", "smtp.fastmail.com"
OVH, INFOMANIAK, GANDI = "ssl0.ovh.net", "mail.infomaniak.com", "mail.gandi.net"
OWN = "mail.example.org"

# host, what it said at the login, and the code and sort of what it means; we came with a password
LOGINS = [
    (GMAIL, "[AUTHENTICATIONFAILED] Invalid credentials (Failure)", "app_password_needed", "permanent"),
    (
        GMAIL,
        (
            "[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 "
            "(Failure)"
        ),
        "app_password_needed",
        "permanent",
    ),
    (
        GMAIL,
        "[WEBALERT https://accounts.google.com/signin/continue?sarp=1] Web login required.",
        "web_login_needed",
        "permanent",
    ),
    (
        GMAIL,
        (
            "[ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 "
            "(Failure)"
        ),
        "web_login_needed",
        "permanent",
    ),
    (GMAIL, "[ALERT] Too many simultaneous connections. (Failure)", "too_many_connections", "later"),
    (GMAIL, "[OVERQUOTA] Account exceeded command or bandwidth limits.", "bandwidth_used_up", "later"),
    (GMAIL, "[UNAVAILABLE] Temporary System Problem (Failure)", "server_busy", "later"),
    (
        GMAIL,
        (
            "[ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable "
            "your account for IMAP access. (Failure)"
        ),
        "imap_disabled",
        "permanent",
    ),
    (
        GMAIL,
        (
            "[ALERT] IMAP access is disabled for your domain. Please contact your domain administrator for "
            "questions about this feature. (Failure)"
        ),
        "imap_disabled",
        "permanent",
    ),
    (
        GMAIL_SMTP,
        (
            "534-5.7.9 Application-specific password required. For more information, go to 534 5.7.9 "
            "https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp"
        ),
        "app_password_needed",
        "permanent",
    ),
    (
        GMAIL_SMTP,
        (
            "534 5.7.14 <https://accounts.google.com/signin> Please log in via your web browser and then "
            "try again. 5.7.14 Learn more at https://support.google.com/mail/answer/78754 - gsmtp"
        ),
        "web_login_needed",
        "permanent",
    ),
    (
        GMAIL_SMTP,
        (
            "535-5.7.8 Username and Password not accepted. For more information, go to 535 5.7.8 "
            "https://support.google.com/mail/?p=BadCredentials - gsmtp"
        ),
        "app_password_needed",
        "permanent",
    ),
    (
        GMAIL_SMTP,
        (
            "454 4.7.0 Too many login attempts, please try again later. For more information, go to 4.7.0 "
            "https://support.google.com/mail/answer/7126229 - gsmtp"
        ),
        "too_many_logins",
        "later",
    ),
    (
        GMAIL_SMTP,
        "454 4.7.0 Cannot authenticate due to a temporary system problem. Try again later.",
        "server_busy",
        "later",
    ),
    (GMAIL_SMTP, "421 4.7.0 Temporary System Problem. Try again later.", "server_busy", "later"),
    (GMAIL_SMTP, "421 4.4.5 Server busy, try again later.", "server_busy", "later"),
    (GMAIL_SMTP, "421 4.7.0 Try again later, closing connection.", "server_busy", "later"),
    (GMAIL_SMTP, "530 5.7.0 Must issue a STARTTLS command first.", "starttls_needed", "permanent"),
    (
        GMAIL_SMTP,
        "538 5.7.11 Encryption required for requested authentication mechanism.",
        "starttls_needed",
        "permanent",
    ),
    (M365, "LOGIN failed.", "password_ended", "permanent"),
    (M365, "AUTHENTICATE failed.", "password_ended", "permanent"),
    (M365, "Basic authentication is disabled.", "password_ended", "permanent"),
    (
        M365,
        '[Error="LogonDenied-BasicAuthBlocked" AuthResultFromPopImapEnd=0] LOGIN failed.',
        "password_ended",
        "permanent",
    ),
    (M365, "User is authenticated but not connected.", "not_connected", "permanent"),
    (
        M365,
        "Request is throttled. Suggested Backoff Time: 92415 milliseconds",
        "throttled",
        "later",
    ),
    (M365, "Server Unavailable. 15 [UNAVAILABLE]", "server_busy", "later"),
    (
        M365_SMTP,
        (
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit "
            "https://aka.ms/smtp_auth_disabled for more information."
        ),
        "smtp_disabled",
        "permanent",
    ),
    (
        M365_SMTP,
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
        "smtp_disabled",
        "permanent",
    ),
    (
        M365_SMTP,
        "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
        "password_ended",
        "permanent",
    ),
    (
        M365_SMTP,
        "550 5.7.30 Basic authentication is not supported for Client Submission.",
        "password_ended",
        "permanent",
    ),
    (M365_SMTP, "504 5.7.4 Unrecognized authentication type", "password_ended", "permanent"),
    (
        M365_SMTP,
        (
            "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults "
            "policy. Contact your administrator."
        ),
        "policy",
        "permanent",
    ),
    (
        M365_SMTP,
        (
            "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated "
            "successfully. Contact your administrator."
        ),
        "policy",
        "permanent",
    ),
    (
        M365_SMTP,
        "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.",
        "password_refused",
        "permanent",
    ),
    (
        M365_SMTP,
        "535 5.7.139 Authentication unsuccessful, account locked.",
        "account_locked",
        "permanent",
    ),
    (M365_SMTP, "535 5.7.3 Authentication unsuccessful", "password_ended", "permanent"),
    (
        M365_SMTP,
        (
            "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more "
            "information."
        ),
        "too_many_connections",
        "later",
    ),
    (YAHOO, "[AUTHENTICATIONFAILED] LOGIN Invalid credentials", "app_password_needed", "permanent"),
    (YAHOO, "[AUTHORIZATIONFAILED] LOGIN Account not authorized", "app_password_needed", "permanent"),
    (YAHOO, "[LIMIT] LOGIN Rate limit hit.", "rate_limited", "later"),
    (YAHOO, "[UNAVAILABLE] LOGIN Server error - Please try again later.", "server_busy", "later"),
    (YAHOO, "[INUSE] Mailbox in use", "rate_limited", "later"),
    (YAHOO_SMTP, "535 5.7.0 (#AUTH005) Too many bad auth attempts.", "too_many_bad_logins", "permanent"),
    (YAHOO_SMTP, "535 5.7.0 (#AUTH005) Bad credentials", "app_password_needed", "permanent"),
    (ICLOUD, "[AUTHENTICATIONFAILED] Authentication failed", "app_password_needed", "permanent"),
    (ICLOUD_SMTP, "535 5.7.8 Error: authentication failed", "app_password_needed", "permanent"),
    (
        ICLOUD,
        "[UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
        "too_many_connections",
        "later",
    ),
    (
        ZOHO,
        "[ALERT] You are yet to enable IMAP for your account. Please contact your administrator (Failure)",
        "imap_disabled",
        "permanent",
    ),
    (ZOHO, "[AUTHENTICATIONFAILED] Invalid credentials(Failure)", "app_password_needed", "permanent"),
    (ZOHO_SMTP, "535 Authentication Failed", "app_password_needed", "permanent"),
    (FASTMAIL, "Incorrect username or password.", "app_password_needed", "permanent"),
    (FASTMAIL_SMTP, "535 5.7.0 Incorrect username or password.", "app_password_needed", "permanent"),
    (OVH, "[AUTHENTICATIONFAILED] Authentication failed.", "password_refused", "permanent"),
    (OVH, "535 5.7.1 Authentication failed", "password_refused", "permanent"),
    (OVH, "454 4.7.0 Temporary authentication failure", "server_busy", "later"),
    (INFOMANIAK, "535 5.7.8 Error: authentication failed:", "app_password_needed", "permanent"),
    (GANDI, "[UNAVAILABLE] Temporary authentication failure.", "server_busy", "later"),
    (GANDI, "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", "password_refused", "permanent"),
    (OWN, "421 4.7.0 mail.example.org Error: too many connections from you", "too_many_connections", "later"),
    (OWN, "Authentication rate limit from one source exceeded", "too_many_logins", "later"),
    (OWN, "535 Incorrect authentication data", "password_refused", "permanent"),
    (OWN, "535 Authentication failed: account disabled", "account_locked", "permanent"),
    (
        OWN,
        "[AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled",
        "imap_disabled",
        "permanent",
    ),
    (OWN, "[CONTACTADMIN] Backend gone", "server_busy", "later"),
    (OWN, "Here be dragons", "unknown", "unknown"),
]

# The same with a token
TOKEN_LOGINS = [
    (M365, "User is authenticated but not connected.", "not_connected", "permanent"),
    (M365, "AUTHENTICATE failed.", "token_refused", "permanent"),
    (M365_SMTP, "535 5.7.3 Authentication unsuccessful", "token_refused", "permanent"),
    (GMAIL, "[AUTHENTICATIONFAILED] Invalid credentials (Failure)", "token_refused", "permanent"),
    (
        GMAIL_SMTP,
        "535 5.7.8 Username and Password not accepted. For more information, go to 5.7.8 - gsmtp",
        "token_refused",
        "permanent",
    ),
    (
        M365_SMTP,
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
        "smtp_disabled",
        "permanent",
    ),
]

# In the middle of a conversation
COMMANDS = [
    (M365, "User is authenticated but not connected.", "not_connected", "permanent"),
    (M365, "Session invalidated - AccessTokenExpired", "token_expired", "later"),
    (M365, "[THROTTLED] Too many commands", "throttled", "later"),
    (M365, "Request is throttled. Suggested Backoff Time: 5000 milliseconds", "throttled", "later"),
    (GMAIL, "BYE Account exceeded command or bandwidth limits. d8mb", "bandwidth_used_up", "later"),
    (GMAIL, "[OVERQUOTA] Not enough room", "quota_used_up", "later"),
    (YAHOO, "[LIMIT] UID FETCH Rate limit hit.", "rate_limited", "later"),
    (OWN, "[UNAVAILABLE] Internal error", "server_busy", "later"),
    (OWN, "[NONEXISTENT] Unknown Mailbox: INBOX.jobs (Failure)", "unknown", "unknown"),
    (OWN, "Authentication failed in a mail's subject", "unknown", "unknown"),
]

# To a letter: what is said of the account; what is said of the letter alone is nobody's business but its own
LETTERS = [
    (GMAIL_SMTP, "550 5.4.5 Daily user sending limit exceeded. For more", "sending_limit", "later"),
    (GMAIL_SMTP, "550 5.4.5 Daily SMTP relay limit exceeded for user.", "sending_limit", "later"),
    (GMAIL_SMTP, "421 4.7.0 Try again later, closing connection. - gsmtp", "server_busy", "later"),
    (GMAIL_SMTP, "421 4.3.0 Temporary System Problem. Try again later - gsmtp", "server_busy", "later"),
    (GMAIL_SMTP, "452 4.2.2 The recipient's inbox is out of storage space.", "unknown", "unknown"),
    (GMAIL_SMTP, "552 5.2.2 The email account that you tried to reach is over quota.", "unknown", "unknown"),
    (GMAIL_SMTP, "450 4.2.1 The user is receiving mail too quickly.", "unknown", "unknown"),
    (GMAIL_SMTP, "550 5.1.1 The email account that you tried to reach does not exist.", "unknown", "unknown"),
    (GMAIL_SMTP, "550 5.7.26 This mail has been blocked: authentication failed", "unknown", "unknown"),
    (M365_SMTP, "432 4.3.2 Concurrent connections limit exceeded.", "too_many_connections", "later"),
    (
        M365_SMTP,
        "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded, message rate limit",
        "rate_limited",
        "later",
    ),
    (
        M365_SMTP,
        "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException",
        "sending_limit",
        "later",
    ),
    (M365_SMTP, "550 5.1.8 Access denied, bad outbound sender AS(42004)", "sending_blocked", "permanent"),
    (
        M365_SMTP,
        "550 5.7.30 Basic authentication is not supported for Client Submission.",
        "password_ended",
        "permanent",
    ),
    (M365_SMTP, "451 4.7.500 Server busy. Please try again later (S77)", "server_busy", "later"),
    (ZOHO_SMTP, "550 5.4.6 Unusual sending activity detected.", "sending_blocked", "permanent"),
    (OVH, "450 4.7.1 Greylisted, please try again later", "unknown", "unknown"),
]

# error, description, code, sort
TOKENS = [
    ("invalid_grant", "AADSTS65001: The user or administrator has not consented", "consent_missing"),
    ("invalid_grant", "AADSTS70000: The provided value for the 'code' is not valid", "consent_withdrawn"),
    ("invalid_grant", "AADSTS70008: The refresh token has expired due to inactivity", "sign_in_expired"),
    ("invalid_grant", "AADSTS700082: The refresh token has expired due to inactivity.", "sign_in_expired"),
    ("invalid_grant", "AADSTS50173: The provided grant has expired due to it being", "consent_withdrawn"),
    ("interaction_required", "AADSTS50076: you must use multi-factor authentication", "second_factor_needed"),
    ("invalid_grant", "AADSTS53003: Access has been blocked by Conditional Access", "policy"),
    ("invalid_client", "AADSTS7000215: Invalid client secret provided.", "client_secret_wrong"),
    ("invalid_client", "AADSTS7000222: The provided client secret keys are expired", "client_secret_expired"),
    ("invalid_client", "AADSTS700027: Client assertion contains an invalid signature", "certificate_wrong"),
    ("invalid_request", "AADSTS90002: Tenant 'contoso' not found.", "tenant_unknown"),
    ("unauthorized_client", "AADSTS700016: Application with identifier 'x' not found", "application_unknown"),
    ("invalid_resource", "AADSTS500011: The resource principal named x was not found", "scope_wrong"),
    ("invalid_grant", "Token has been expired or revoked.", "consent_withdrawn"),
    ("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes)", "clock_wrong"),
    ("invalid_grant", "Invalid email or User ID", "account_unknown"),
    ("unauthorized_client", "Client is unauthorized to retrieve access tokens", "delegation_missing"),
    ("admin_policy_enforced", "", "policy"),
    ("access_denied", "The user denied it", "consent_missing"),
    ("invalid_client", "The OAuth client was not found.", "client_secret_wrong"),
    ("invalid_grant", "", "consent_withdrawn"),
    ("odd_error", "nobody knows", "unknown"),
    ("temporarily_unavailable", "", "server_busy"),
    ("invalid_request", "AADSTS90033: A transient error has occurred.", "server_busy"),
]


@pytest.mark.parametrize(("host", "words", "code", "sort"), LOGINS)
def test_a_login_with_a_password_is_refused(host: str, words: str, code: str, sort: str) -> None:
    refusal = read_refusal(words, "login", host=host, mailbox="omp")
    assert (refusal.code, refusal.sort) == (code, sort)
    assert words in refusal.text
    assert refusal.remedy


@pytest.mark.parametrize(("host", "words", "code", "sort"), TOKEN_LOGINS)
def test_a_login_with_a_token_is_refused(host: str, words: str, code: str, sort: str) -> None:
    refusal = read_refusal(words, "login", host=host, oauth2=True, mailbox="omp")
    assert (refusal.code, refusal.sort) == (code, sort)
    assert "app password" not in refusal.remedy


@pytest.mark.parametrize(("host", "words", "code", "sort"), COMMANDS)
def test_a_command_is_refused(host: str, words: str, code: str, sort: str) -> None:
    refusal = read_refusal(words, "command", host=host)
    assert (refusal.code, refusal.sort) == (code, sort)


@pytest.mark.parametrize(("host", "words", "code", "sort"), LETTERS)
def test_a_letter_is_refused_and_only_what_is_the_accounts_is_told(
    host: str, words: str, code: str, sort: str
) -> None:
    refusal = read_refusal(words, "letter", host=host)
    assert (refusal.code, refusal.sort) == (code, sort)


@pytest.mark.parametrize(("error", "description", "code"), TOKENS)
def test_a_token_is_refused(error: str, description: str, code: str) -> None:
    refusal = read_token_refusal(error, description, who="Microsoft", mailbox="omp")
    assert refusal.code == code
    assert refusal.sort == {"unknown": "unknown", "server_busy": "later"}.get(code, "permanent")
    assert refusal.remedy


def test_there_are_more_than_a_hundred_replies_and_each_stands_once() -> None:
    rows = [*LOGINS, *COMMANDS, *LETTERS]
    assert len({row[1] for row in rows}) + len({row[:2] for row in TOKENS}) > 100
    for table in (LOGINS, TOKEN_LOGINS, COMMANDS, LETTERS):
        assert len({row[1] for row in table}) == len(table)


def test_every_rule_is_met_by_a_reply() -> None:
    met = {row[2] for row in (*LOGINS, *TOKEN_LOGINS, *COMMANDS, *LETTERS)}
    assert {rule.code for rule in RULES} <= met


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_wrong_password_is_told_by_the_providers_name(name: str) -> None:
    provider = PROVIDERS[name]
    refusal = read_refusal("[AUTHENTICATIONFAILED] Invalid credentials", "login", host=provider.imap.host)
    assert provider.title in refusal.text or name == "outlook"  # it shares its server with Microsoft 365
    assert ("app password" in refusal.remedy) == (provider.sign_in[0] != "oauth2" or name == "google")


def test_the_sentences_say_what_is_the_matter_and_name_the_command() -> None:
    refused = read_refusal("[AUTHENTICATIONFAILED] no (Failure)", "login", host=GMAIL, mailbox="omp")
    assert refused.text == "Google refused the password: [AUTHENTICATIONFAILED] no (Failure)"
    assert refused.remedy == "This account needs an app password or sign-in with `intake login omp`."
    lacking = read_refusal("User is authenticated but not connected.", "login", host=M365, oauth2=True)
    assert lacking.text.startswith(
        "Authenticated but not connected: the application lacks IMAP.AccessAsApp on this mailbox"
    )
    revoked = read_token_refusal("invalid_grant", "Token has been expired or revoked.", who="Google")
    assert revoked.text == "Google gives no token: consent was withdrawn or has expired (invalid_grant)"


def test_a_server_of_ones_own_has_no_name_and_begins_its_sentence_all_the_same() -> None:
    refusal = read_refusal("535 no", "login", host=OWN)
    assert refusal.text == "The server refuses the login: 535 no"


def test_words_that_may_quote_a_mail_are_read_and_not_repeated() -> None:
    refusal = read_refusal("[THROTTLED] Salma", "command", host=M365, shown=False)
    assert (refusal.code, "Salma" in refusal.text) == ("throttled", False)


@pytest.mark.parametrize(
    "words",
    [
        "550 5.1.1 <…>: undeliverable address: host mx.example.net[192.0.2.1] said: 550 sending limit reached",
        "450 4.1.1 <…>: unverified address: host mx.example.net[192.0.2.1] said: 421 4.7.0 Try again later",
        "550 Called: 192.0.2.1 Sent: RCPT TO:<…> Response: 550 5.1.8 Access denied, bad outbound sender",
    ],
)
def test_what_a_candidates_own_server_says_is_said_of_no_account_of_ours(words: str) -> None:
    assert read_refusal(words, "letter", host=OWN).sort == "unknown"


def test_the_description_of_a_refused_token_is_not_repeated() -> None:
    refusal = read_token_refusal(
        "invalid_grant", "AADSTS50034: salma@example.com is unknown", who="Microsoft"
    )
    assert "salma" not in refusal.text
    assert "AADSTS50034" in refusal.text


@pytest.mark.parametrize(
    ("words", "wait"),
    [
        ("Request is throttled. Suggested Backoff Time: 92415 milliseconds", timedelta(milliseconds=92415)),
        ("Suggested Backoff Time: 999999999 milliseconds", timedelta(days=1)),
        ("[THROTTLED]", None),
        ("Account exceeded command or bandwidth limits.", timedelta(hours=1)),
    ],
)
def test_the_wait_that_a_server_asks_for_is_read(words: str, wait: timedelta | None) -> None:
    assert read_refusal(words, "command", host=M365).wait == wait


def test_a_host_that_tells_of_no_provider_is_the_one_that_the_configuration_says():
    words = "[AUTHENTICATIONFAILED] Invalid credentials (Failure)"
    assert "Google" not in read_refusal(words, "login", host="localhost").text
    assert "Google" in read_refusal(words, "login", host="localhost", called="google").text
    assert "Google" in read_refusal(words, "login", host=GMAIL, called="zoho").text
