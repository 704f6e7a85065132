"""A private Dovecot on loopback ports, in a temporary folder, stopped by the process it started."""

from __future__ import annotations

import grp
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from imapclient import IMAPClient

from rigs.net import LOOPBACK, Authority, free_port

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
PASSWORD = "secret"

CONFIGURATION = """
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:~/Maildir
mail_max_userip_connections = 0
mailbox_list_index = yes
mailbox_idle_check_interval = 1s
auth_failure_delay = 0
disable_plaintext_auth = no
first_valid_uid = 1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
{tokens}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail} gid={group} home={base}/users/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  client_limit = 1000
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service imap {{
  service_count = 100
  process_limit = 600
  process_min_avail = 2
}}
service anvil {{
  chroot =
  client_limit = 2000
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  client_limit = 2000
}}
service stats {{
  chroot =
}}
"""

# Tokens in the place of passwords: their server is asked whose one is.
TOKENS = """
auth_mechanisms = plain login {mechanisms}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {base}/oauth2.conf
}}
"""
INTROSPECTION = """
introspection_mode = post
introspection_url = {url}/introspect
username_attribute = username
active_attribute = active
active_value = true
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    r"""What a folder holds under one UID. \Recent is left out: it is the session's, not the mail's."""

    uid: int
    flags: frozenset[bytes]
    received_at: datetime
    sha256: str


class Dovecot:
    """A Dovecot server: any user name with the one password, TLS by an authority of its own.

    With `token_url` it takes tokens of that server, too, by `mechanisms`.
    """

    def __init__(
        self,
        password: str = PASSWORD,
        *,
        token_url: str | None = None,
        mechanisms: str = "xoauth2 oauthbearer",
    ) -> None:
        self.password = password
        self._token_url, self._mechanisms = token_url, mechanisms
        self._folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.port_plain, self.port_tls = free_port(), free_port()
        self._authority = Authority(self._folder)
        self.ca_file = str(self._authority.ca_file)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._write_configuration()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()  # quicker than `stop`
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server and wait until it greets.

        Raises RuntimeError with the server's log where it does not within 10 s.
        """
        if PROGRAM is None:
            raise RuntimeError("Dovecot is not installed: apt-get install dovecot-imapd")
        shutil.rmtree(self._folder / "run", ignore_errors=True)  # sockets that a killed server left
        self._process = subprocess.Popen(
            [PROGRAM, "-F", "-c", self._folder / "dovecot.conf"], stderr=subprocess.DEVNULL
        )
        give_up = time.monotonic() + 10
        while time.monotonic() < give_up and self._process.poll() is None:
            try:
                with IMAPClient(LOOPBACK, self.port_plain, ssl=False, timeout=5):
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"Dovecot did not start: {self.log()}")

    def stop(self) -> None:
        """Stop the server in good order; its folders stay, `start` brings it back."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Let the server go without a word to its clients, as in a crash."""
        self._end(signal.SIGKILL)

    def log(self) -> str:
        """Return what the server wrote to its log."""
        path = self._folder / "dovecot.log"
        return path.read_text(errors="replace") if path.exists() else ""

    @contextmanager
    def client(self, user: str) -> Iterator[IMAPClient]:
        """Log in as `user` without TLS, with times left in their own zone."""
        with IMAPClient(LOOPBACK, self.port_plain, ssl=False, timeout=30) as client:
            client.normalise_times = False
            # The end of a command is sent by itself; it is to wait for no ACK, of 40 ms each.
            client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client.plain_login(user, self.password)
            yield client

    def append(
        self,
        user: str,
        raw: bytes,
        when: datetime | None = None,
        folder: str = "INBOX",
        flags: Sequence[bytes] = (),
    ) -> int:
        """Put a mail into a folder with `when` as its INTERNALDATE (default: now); return its UID."""
        return self.append_all(user, [(raw, when)], folder, flags)[0]

    def append_all(
        self,
        user: str,
        mails: Sequence[tuple[bytes, datetime | None]],
        folder: str = "INBOX",
        flags: Sequence[bytes] = (),
    ) -> list[int]:
        """Put several mails into a folder over one connection; return their UIDs."""
        with self.client(user) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            before = client.folder_status(folder, ["UIDNEXT"])[b"UIDNEXT"]
            for raw, when in mails:
                client.append(folder, raw, flags, when or datetime.now(UTC))
            client.select_folder(folder, readonly=True)
            return sorted(uid for uid in client.search(["UID", f"{before}:*"]) if uid >= before)

    def deliver(self, user: str, raw: bytes) -> None:
        """Deliver a mail to INBOX now, as a mail transfer agent would: through Maildir's tmp and new."""
        maildir = self.maildir(user)
        if not (maildir / "new").exists():
            with self.client(user) as client:
                client.append("INBOX", b"x", [b"\\Deleted"])  # Dovecot makes the folders on the first mail
                client.select_folder("INBOX")
                client.expunge()
        owner = maildir.stat()
        name = f"{time.time_ns()}.{os.getpid()}.rig"
        path = maildir / "tmp" / name
        path.write_bytes(raw)
        if os.geteuid() == 0:
            os.chown(path, owner.st_uid, owner.st_gid)
        path.rename(maildir / "new" / name)

    def snapshot(self, user: str, folder: str = "INBOX") -> tuple[Mail, ...]:
        """Return what the folder holds, to prove afterwards that nothing changed."""
        with self.client(user) as client:
            client.select_folder(folder, readonly=True)
            uids = client.search("ALL")
            items = client.fetch(uids, ["FLAGS", "INTERNALDATE", "BODY.PEEK[]"]) if uids else {}
            return tuple(
                Mail(
                    uid=uid,
                    flags=frozenset(item[b"FLAGS"]) - {b"\\Recent"},
                    received_at=item[b"INTERNALDATE"],
                    sha256=hashlib.sha256(item[b"BODY[]"] or b"").hexdigest(),
                )
                for uid, item in sorted(items.items())
            )

    def expunge(self, user: str, uids: Sequence[int], folder: str = "INBOX") -> None:
        """Remove mails, as a person does with a mail program."""
        with self.client(user) as client:
            client.select_folder(folder)
            client.delete_messages(uids)
            client.uid_expunge(uids)

    def renumber(self, user: str, folder: str = "INBOX") -> None:
        """Give the folder another UIDVALIDITY with the same mails: UIDs start at 1 again.

        `folder` is named in ASCII. Nobody may have it selected meanwhile.
        """
        with self.client(user) as client:
            before = client.select_folder(folder, readonly=True)[b"UIDVALIDITY"]
        home = self.maildir(user)
        maildir = home if folder.upper() == "INBOX" else home / f".{folder.replace('/', '.')}"
        for index in [*maildir.glob("dovecot.index*"), *home.glob("dovecot.list.index*")]:
            index.unlink()
        (maildir / "dovecot-uidlist").write_text(f"3 V{before + 1} N1 G{os.urandom(16).hex()}\n")
        with self.client(user) as client:
            if client.select_folder(folder, readonly=True)[b"UIDVALIDITY"] == before:
                raise RuntimeError("UIDVALIDITY did not change")

    def go_back(self, user: str) -> None:
        """Empty INBOX and give UIDs from 1 again under the same UIDVALIDITY, as an old backup does."""
        with self.client(user) as client:
            number = client.select_folder("INBOX", readonly=True)[b"UIDVALIDITY"]
        maildir = self.maildir(user)
        for pattern in ("cur/*", "new/*", "dovecot.index*", "dovecot.list.index*"):
            for file in maildir.glob(pattern):
                file.unlink()
        (maildir / "dovecot-uidlist").write_text(f"3 V{number} N1 G{os.urandom(16).hex()}\n")

    def maildir(self, user: str) -> Path:
        """Return where a user's mail lies on disk."""
        return self._folder / "users" / user / "Maildir"

    def _end(self, number: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        children = self._children() if number == signal.SIGKILL else []
        self._process.send_signal(number)
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, number)
        self._process.wait(timeout=10)

    def _children(self) -> list[int]:
        assert self._process is not None
        listing = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(pid) for pid in listing.read_text().split()]

    def _write_configuration(self) -> None:
        root = os.geteuid() == 0
        me = pwd.getpwuid(os.geteuid()).pw_name
        group = "dovecot" if root else grp.getgrgid(os.getegid()).gr_name
        self._folder.chmod(0o755)
        users = self._folder / "users"
        users.mkdir()
        if root:
            shutil.chown(users, "dovecot", group)
        configuration = CONFIGURATION.format(
            base=self._folder,
            internal="dovecot" if root else me,
            login="dovenull" if root else me,
            mail="dovecot" if root else os.geteuid(),
            group=group,
            password=self.password,
            certificate=self._authority.certificate,
            key=self._authority.key,
            plain=self.port_plain,
            tls=self.port_tls,
            tokens=TOKENS.format(base=self._folder, mechanisms=self._mechanisms) if self._token_url else "",
        )
        if self._token_url:
            (self._folder / "oauth2.conf").write_text(INTROSPECTION.format(url=self._token_url))
        (self._folder / "dovecot.conf").write_text(configuration)
