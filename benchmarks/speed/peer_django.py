"""Take in a mailbox with django-mailbox or django-helpdesk: run by the peers' own Python, not by ours.

    python peer_django.py prepare|mailbox|helpdesk FOLDER IMAP_PORT USER PASSWORD SMTP_PORT

Both as their manuals set them up on SQLite: django-mailbox keeps mails and attachments, django-helpdesk
makes a ticket of each mail, keeps its attachments and answers by SMTP.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import django
from django.conf import settings
from django.core.management import call_command

LOOPBACK = "127.0.0.1"
APPS = (
    *(f"django.contrib.{app}" for app in ("admin", "auth", "contenttypes", "sessions", "messages")),
    *(f"django.contrib.{app}" for app in ("staticfiles", "sites", "humanize")),
    "rest_framework",
    "helpdesk",
    "django_mailbox",
)


def main() -> None:
    """Make the database, or take in what is in the mailbox."""
    what, folder, port, user, password, smtp = sys.argv[1:]
    base = Path(folder)
    _configure(base, int(smtp))
    if what == "prepare":
        _prepare(int(port), user, password)
    elif what == "helpdesk":
        call_command("get_email", quiet=True)
    else:
        from django_mailbox.models import Mailbox

        for mailbox in Mailbox.objects.all():
            for _ in mailbox.get_new_mail():
                pass
    print(_count())


def _configure(base: Path, smtp: int) -> None:
    processors = ("django.contrib.auth.context_processors.auth", "django.template.context_processors.request")
    messages = "django.contrib.messages.context_processors.messages"
    settings.configure(
        SECRET_KEY="of a benchmark",
        USE_TZ=True,
        SITE_ID=1,
        INSTALLED_APPS=APPS,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": base / "peer.sqlite3"}},
        MEDIA_ROOT=base / "media",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        ROOT_URLCONF="peer_urls",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": [*processors, messages]},
            }
        ],
        EMAIL_HOST=LOOPBACK,
        EMAIL_PORT=smtp,
        # Without teams, as django-helpdesk's manual has it.
        HELPDESK_TEAMS_MODE_ENABLED=False,
        HELPDESK_TEAMS_MODEL="auth.User",
        HELPDESK_TEAMS_MIGRATION_DEPENDENCIES=[],
        HELPDESK_KBITEM_TEAM_GETTER=lambda _: None,
    )
    django.setup()
    from django.urls import include, path

    # A module that is in no file: the answers hold links into django-helpdesk's pages.
    sys.modules["peer_urls"] = ModuleType("peer_urls")
    vars(sys.modules["peer_urls"])["urlpatterns"] = [path("", include("helpdesk.urls"))]


def _prepare(port: int, user: str, password: str) -> None:
    from django_mailbox.models import Mailbox
    from helpdesk.models import Queue

    call_command("migrate", verbosity=0)
    account = f"{quote(user, safe='')}:{quote(password)}@{LOOPBACK}:{port}"
    Mailbox.objects.create(name="jobs", uri=f"imap://{account}")
    Queue.objects.create(
        title="Jobs",
        slug="jobs",
        email_address="jobs@example.org",
        allow_email_submission=True,
        email_box_type="imap",
        email_box_host=LOOPBACK,
        email_box_port=port,
        email_box_user=user,
        email_box_pass=password,
        email_box_imap_folder="INBOX",
        email_box_interval=0,
    )


def _count() -> int:
    from django_mailbox.models import Message
    from helpdesk.models import Ticket

    return int(max(Message.objects.count(), Ticket.objects.count()))


if __name__ == "__main__":
    main()
