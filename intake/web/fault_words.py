"""What the settings say of the faults that people make most, as patterns and as the catalogues know it."""

from __future__ import annotations

import re
from typing import Final


def _(sentence: str) -> str:
    return sentence  # marked for the catalogues


_TABLE: Final = (
    _("A text is expected, found an empty one."),
    _("Write a text, or remove the line."),
    _("A text on one line is expected, found a line break or control character."),
    _("Write one line."),
    _("At most 500 characters are accepted, found %(found)s."),
    _("Shorten it."),
    _("A mail address such as jobs@example.org is expected, found %(found)s."),
    _("Write the bare address, without a name or < >."),
    _("A host such as imap.example.org is expected, found %(found)s."),
    _("Write the bare name: no imaps://, no :993."),
    _("A number from %(low)s to %(high)s is expected, found %(found)s."),
    _("Correct the number."),
    _("The posting would end before it opens."),
    _("Correct this date or `opens`."),
    _("A posting with a mailbox needs the subject that its ad prescribes."),
    _("Add `subject: …`, or remove `mailbox`."),
    _("A duration such as 60s, 5m, 1h or 1d is expected, found %(found)s."),
    _("Write a number and one of s, m, h, d."),
    _("Correct it."),
    _("A duration from %(low)s to %(high)s is expected, found %(found)s."),
    _(
        "A date or time such as 2026-05-04, 2026-05-04 16:00 or 2026-05-04T16:00+01:00 is expected, "
        "found %(found)s."
    ),
    _("Write the year first, then month and day; hours from 00:00 to 23:59."),
    _("At least one is expected, found an empty list."),
    _("Name one, or remove the line."),
    _("The key %(key)s is required and missing."),
    _("Add %(line)s."),
    _("A whole number is expected, found %(found)s."),
    _("Write digits only, without quotes."),
    _("A prefix of at most 20 letters, digits and - that begins with a letter is expected, found %(found)s."),
    _("Write for instance 'OMP'."),
    _("There is no mailbox %(found)s in intake.yaml; it describes %(known)s."),
    _("Did you mean %(word)s?"),
    _("Name one of those, or describe this one in intake.yaml."),
    _("The recruiter %(found)s stands twice, and not in the same words."),
    _("Name each once."),
    _("The subject rule has no literal word: add one that every candidate writes, or {title}."),
    _("The subject rule has {name} more than once: keep one, and write {any} for the others."),
    _("The subject rule has a brace without its partner: write {name}, {title} or {any}, or no brace."),
    _("The subject rule has the unknown placeholder %(found)s: write {name}, {title} or {any}."),
    _("The subject rule has the unknown placeholder %(found)s: write %(word)s."),
    _('Write for instance "Candidature – {title} – {name}".'),
    _("A tab stands where only spaces are accepted (column %(column)s)."),
    _("Indent with spaces."),
    _("The file is not YAML: %(problem)s (column %(column)s)."),
    _("The file is empty."),
    _("The file nests too deeply or stands for too many values."),
    _("Write it plainly."),
    _("There is no key %(found)s here; accepted are %(known)s."),
    _("Remove it."),
    _("One of %(known)s is expected, found %(found)s."),
    _("Write one of those."),
    _("The %(secret)s is missing beside the %(beside)s."),
    _(
        "Security 'none' would show passwords and mails to the network; it is accepted for localhost, "
        "127.0.0.1 and ::1 only."
    ),
    _("Write tls or starttls."),
    _("Choose another hour, or write the time with its offset."),
    _("Logged in; folder %(folder)s can be read and holds %(number)s mail(s)."),
    _("Connected; letters can be handed over."),
    _("Logged in; letters can be handed over."),
    _("The server has no IDLE: new mail is found at each poll only."),
    _("Nothing needs to be done; shorten 'poll.every' if answers come too late."),
    _("Nobody has signed in to this account yet"),
    _("%(who)s refused the password"),
    _("The environment variable %(name)s is not set."),
    _("Set %(name)s to the password."),
    _("The secret file %(name)s cannot be read: %(why)s."),
    _("Create it with the password in it, readable by this account only (chmod 600)."),
    _("there is no connection to %(server)s: %(why)s."),
    _("The server refuses the login: %(why)s."),
    _("Check host, port and network; it is tried again."),
    _("the certificate of %(server)s does not verify: %(why)s."),
    _("Use the name that the certificate is for; for an authority of your own set `ca_file` (PEM)."),
    _("%(server)s speaks no TLS that we can accept (%(why)s)."),
    _("Check the port and `security`: `tls` is usually port 993, `starttls` port 143."),
    _("Check the port and `security`: `tls` is usually port 465, `starttls` port 587."),
    _("Check user name and password; Google and Microsoft want an app password or OAuth2."),
)
_PLACE: Final = re.compile(r"%\\\((\w+)\\\)s")
SENTENCES: Final = tuple(
    (re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(sentence)), re.DOTALL), sentence) for sentence in _TABLE
)
