"""Alarms in the reader's language: what is wrong, and what to do. Their own text has the particulars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _(said: str) -> str:
    return said  # marked for the catalogues


TITLES: Final[Mapping[str, str]] = {
    "mailbox_failing": _("Mailbox cannot be read"),
    "login_refused": _("Mailbox sign-in refused"),
    "mailbox_silent": _("Mailbox is silent"),
    "folder_missing": _("Mail folder is gone"),
    "letter_stuck": _("Letters are stuck"),
    "letters_orphaned": _("Letters without a mailbox"),
    "letters_unknown": _("Letters of unknown fate"),
    "notices_bounced": _("Notices that came back"),
    "cap_reached": _("A cap on letters is reached"),
    "queue_growing": _("More and more letters wait"),
    "quarantined": _("Mails in quarantine"),
    "disk_low": _("Disk almost full"),
    "storage_gone": _("Storage folder is gone"),
    "clock_wrong": _("Clock is wrong"),
    "zone_data_old": _("Time zone data is old"),
    "certificate_expires": _("Certificate expires soon"),
    "canary_missing": _("Test mail is lost"),
    "reconcile_difference": _("Difference from the server"),
    "scanner_down": _("Virus scanner is silent"),
    "privacy_request": _("Request about personal data"),
    "privacy_due": _("Request about personal data: the legal limit is near"),
}
ADVICE: Final[Mapping[str, str]] = {
    "mailbox_failing": _(
        "Look at the error, and test the connection under Mailboxes. No mail is lost: it is read later."
    ),
    "login_refused": _("Check the user name and the password of this mailbox, or sign in again."),
    "mailbox_silent": _("See whether intake still runs, and start it again."),
    "folder_missing": _("Make the folder again in the mailbox, or take it out of the configuration."),
    "letter_stuck": _("Look at the server’s answer in the outbox, and check the account that sends."),
    "letters_orphaned": _("Put the mailbox back into the configuration, so that its letters can go out."),
    "letters_unknown": _("Say for each letter in the outbox whether it arrived, or let it go out again."),
    "notices_bounced": _("Check the addresses of the recruiters and admins."),
    "cap_reached": _("Letters wait until fewer have gone out. Raise the cap if that is too slow."),
    "queue_growing": _("Look at the outbox: the server may take letters too slowly."),
    "quarantined": _("Look at each mail in quarantine, and take it through again."),
    "disk_low": _("Make room on the disk, or give it more."),
    "storage_gone": _("Bring the folder back, or restore a backup."),
    "clock_wrong": _("Set the clock of this machine, best by a time server."),
    "zone_data_old": _("Bring the zone data up to date."),
    "certificate_expires": _("Have the certificate renewed by whoever runs that server."),
    "canary_missing": _("Look in the mailbox’s junk folder and in the outbox for the test mail."),
    "reconcile_difference": _("Look at the comparison with the server, and have it made again."),
    "scanner_down": _("Start the virus scanner again. Documents are scanned then."),
    "privacy_request": _("Answer it, and note here how."),
    "privacy_due": _("Answer it today, and note here how."),
}
# Where something is done about it.
PLACES: Final[Mapping[str, str]] = {
    "mailbox_failing": "/mailboxes",
    "login_refused": "/mailboxes",
    "folder_missing": "/mailboxes",
    "letter_stuck": "/outbox",
    "letters_orphaned": "/outbox",
    "letters_unknown": "/outbox?state=unknown",
    "queue_growing": "/outbox?state=pending",
    "cap_reached": "/outbox?state=pending",
    "quarantined": "/quarantine",
    "reconcile_difference": "/reconcile",
    "privacy_request": "/requests",
    "privacy_due": "/requests",
}
