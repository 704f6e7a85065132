"""A private Cyrus on loopback ports, in a temporary folder: the second IMAP server that is not ours.

Debian's packages of Cyrus and Dovecot refuse to stand beside each other, so Cyrus is not installed:
`.ci/setup servers` unpacks it, and this rig runs it from there.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Self

from imapclient import IMAPClient

from rigs.dovecot import PASSWORD
from rigs.net import LOOPBACK, Authority, free_port

UNPACKED = Path(sys.prefix) / "cyrus"
_PROGRAMS = UNPACKED / "usr/lib/cyrus/bin"
_LIBRARIES = ":".join(str(path) for path in UNPACKED.glob("**/lib/*-linux-gnu"))
_SET_PASSWORD = shutil.which("saslpasswd2", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

_CONFIGURATION = """
configdirectory: {base}/conf
defaultpartition: default
partition-default: {base}/spool
admins: admin
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {base}/passwords
sasl_mech_list: PLAIN
servername: localhost
virtdomains: userid
defaultdomain: localhost
unixhierarchysep: yes
altnamespace: yes
autocreate_quota: 0
autocreate_inbox_folders: Junk
xlist-Junk: Junk
duplicatesuppression: no
imapidlepoll: 1
failedloginpause: 0
idlesocket: {base}/sock/idle
lmtpsocket: {base}/sock/lmtp
notifysocket: {base}/sock/notify
tls_server_cert: {certificate}
tls_server_key: {key}
"""
_SERVICES = """
START {{
  recover cmd="{programs}/ctl_cyrusdb -C {base}/imapd.conf -r"
  idled cmd="{programs}/idled -C {base}/imapd.conf"
}}
SERVICES {{
  imap cmd="{programs}/imapd -C {base}/imapd.conf" listen="127.0.0.1:{plain}" prefork=1 maxchild=50
  imaps cmd="{programs}/imapd -s -C {base}/imapd.conf" listen="127.0.0.1:{tls}" prefork=1 maxchild=50
}}
EVENTS {{
}}
"""


class Cyrus:
    """A Cyrus server; `let_in` makes an account with the one password."""

    def __init__(self) -> None:
        self.password = PASSWORD
        self._folder = Path(tempfile.mkdtemp(prefix="cyrus-"))
        self.port_plain, self.port_tls = free_port(), free_port()
        self._authority = Authority(self._folder)
        self.ca_file = str(self._authority.ca_file)
        # Cyrus does not run as root.
        self._account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        if _SET_PASSWORD is None or not (_PROGRAMS / "master").exists():
            raise RuntimeError("Cyrus is not there: `make test` unpacks it (.ci/setup servers)")
        self._write_configuration()
        places = {"-p": "pid", "-C": "imapd.conf", "-M": "cyrus.conf"}
        files = [word for option, name in places.items() for word in (option, self._folder / name)]
        self._process = subprocess.Popen(
            [_PROGRAMS / "master", "-D", *files],
            env={"CYRUS_USER": self._account.pw_name, "LD_LIBRARY_PATH": _LIBRARIES, "PATH": "/usr/bin:/bin"},
            stderr=subprocess.DEVNULL,
            **self._person(),
        )
        give_up = time.monotonic() + 10
        while time.monotonic() < give_up and self._process.poll() is None:
            try:
                with IMAPClient(LOOPBACK, self.port_plain, ssl=False, timeout=5):
                    return self
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("Cyrus did not start; it says why to the system's log")

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _person(self) -> dict[str, Any]:
        person = {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}
        return person if os.geteuid() == 0 else {}

    def let_in(self, user: str) -> None:
        """Make an account: INBOX and Junk are there from its first login."""
        assert _SET_PASSWORD is not None
        name, _, domain = user.partition("@")
        passwords = self._folder / "passwords"
        command = [_SET_PASSWORD, "-p", "-c", "-f", passwords, "-u", domain or "localhost", name]
        subprocess.run(command, input=self.password.encode(), check=True)
        shutil.chown(passwords, self._account.pw_uid)

    def _write_configuration(self) -> None:
        facts = {
            "base": self._folder,
            "programs": _PROGRAMS,
            "plain": self.port_plain,
            "tls": self.port_tls,
            "certificate": self._authority.certificate,
            "key": self._authority.key,
        }
        (self._folder / "imapd.conf").write_text(_CONFIGURATION.format(**facts))
        (self._folder / "cyrus.conf").write_text(_SERVICES.format(**facts))
        for name in ("conf", "conf/db", "spool", "sock"):
            (self._folder / name).mkdir()
        for path in (self._folder, *self._folder.rglob("*")):
            shutil.chown(path, self._account.pw_uid)
        self._folder.chmod(0o755)
