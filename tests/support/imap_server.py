"""A real IMAP server (Dovecot) on the loopback address, with a mailbox in a folder of its own, ended with the test."""

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import time

from fetch_servers import Authority
from mexbadge.deliver.imap import ImapBox
from static_servers import program_of, running

HOST = "localhost"
USER = "mex@mex.example"
PASSWORD = "mots de passe"


@dataclass(frozen=True)
class PostBox:
    """The mailbox: where it is reached, and how a letter is put into it as its own mail server does."""

    port: int
    authority: Authority

    def box(self, *, password: str = PASSWORD, ca_file: str | None = None) -> ImapBox:
        """Return what reads it as the exchange does."""
        return ImapBox(HOST, USER, lambda: password, port=self.port, ca_file=ca_file or self.authority.ca_file)

    def deliver(self, *letters: bytes) -> None:
        """Put letters into the mailbox, which nobody has seen yet."""
        context = ssl.create_default_context(cafile=self.authority.ca_file)
        line = imaplib.IMAP4_SSL(HOST, self.port, ssl_context=context)
        try:
            line.login(USER, PASSWORD)
            for one in letters:
                said, _ = line.append("INBOX", "", imaplib.Time2Internaldate(time()), one.replace(b"\n", b"\r\n"))
                assert said == "OK"
        finally:
            line.logout()


def _owner(place: Path) -> tuple[str, str, int, int]:
    """Return who reads mail: whoever runs this, or where that is root, somebody else, to whom the folder is given."""
    if os.geteuid() != 0:
        here = pwd.getpwuid(os.geteuid())
        return getpass.getuser(), grp.getgrgid(here.pw_gid).gr_name, here.pw_uid, here.pw_gid
    mail = pwd.getpwnam("mail")
    for path in (place, *place.parents):
        if path.stat().st_uid == 0 and path != Path("/") and path.stat().st_mode & 0o001 == 0:
            path.chmod(path.stat().st_mode | 0o011)
    (place / "mail").mkdir()
    os.chown(place / "mail", mail.pw_uid, mail.pw_gid)
    return "root", "root", mail.pw_uid, mail.pw_gid


@contextmanager
def dovecot_running(place: Path) -> Iterator[PostBox]:
    """Run the server until the block ends."""
    program = program_of("dovecot", "dovecot-imapd")
    (place / "tls").mkdir()
    authority = Authority.make(place / "tls")
    authority.server(HOST)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    user, group, uid, gid = _owner(place)
    internal = "dovecot" if os.geteuid() == 0 else user
    login = "dovenull" if os.geteuid() == 0 else user
    (place / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}:{uid}:{gid}::{place}/mail::\n")
    settings = place / "dovecot.conf"
    settings.write_text(
        f"""base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/dovecot.log
protocols = imap
ssl = required
ssl_cert = <{place}/tls/server.pem
ssl_key = <{place}/tls/server.pem
default_internal_user = {internal}
default_internal_group = {group if os.geteuid() else "dovecot"}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{place}/mail/Maildir
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {place}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {place}/users
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
    )
    try:
        with running([program, "-F", "-c", str(settings)], port, place / "dovecot.log"):
            yield PostBox(port, authority)
    finally:
        shutil.rmtree(place / "run", ignore_errors=True)
