"""The mailbox to which undeliverable mails come back, read over IMAP. Read mails are marked, none is deleted."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from sozialraum.planning.messages.bounces import LARGEST

PATIENCE = 15.0  # seconds for each answer
MOST = 200  # mails a visit; the rest waits for the next one
PORTS = {"imaps": 993, "imap": 143}


class MailboxUnusable(Exception):
    """The address of the mailbox is none; the message is a sentence that says what to do, without the password."""


class MailboxAway(Exception):
    """The mailbox does not answer, or not as it should; the message says what it said."""


@dataclass(frozen=True)
class Mailbox:
    """Where it is, and how to get in."""

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"

    @classmethod
    def of(cls, address: str) -> Mailbox:
        """From `imaps://user:password@host/FOLDER`; raises MailboxUnusable."""
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            host, port = "", None
        if not host or parts.scheme not in PORTS or not parts.username or parts.password is None:
            raise MailboxUnusable(
                "SOZIALRAUM_BOUNCES must look like imaps://user:password@mail.example.org/INBOX; "
                "write special characters in user and password as %XX."
            )
        folder = unquote(parts.path.strip("/")) or "INBOX"
        if not folder.isascii() or not folder.isprintable():
            raise MailboxUnusable("The folder in SOZIALRAUM_BOUNCES must have a name in plain ASCII.")
        user, password = unquote(parts.username), unquote(parts.password)
        return cls(parts.scheme, host, port or PORTS[parts.scheme], user, password, folder)

    def __str__(self) -> str:
        return f"{self.folder} on {self.host}"


def unread(mailbox: Mailbox, most: int = MOST) -> Iterator[bytes]:
    """Unread mails, the oldest first, cut to what is looked at; each is marked read once the next one is asked for.

    Killed in between, a mail comes again. Raises MailboxAway.
    """
    try:
        with _opened(mailbox) as server:
            _must(server.login(_quoted(mailbox.user), mailbox.password))
            _must(server.select(_quoted(mailbox.folder)))
            found = _must(server.uid("SEARCH", "UNSEEN"))
            for number in (found[0] or b"").decode("ascii").split()[:most]:
                answer = _must(server.uid("FETCH", number, f"(BODY.PEEK[]<0.{LARGEST}>)"))
                yield b"".join(part[1] for part in answer if isinstance(part, tuple))
                _must(server.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)"))
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        raise MailboxAway(f"{type(error).__name__}: {error}"[:200]) from None


def _opened(mailbox: Mailbox) -> imaplib.IMAP4:
    safely = ssl.create_default_context()
    if mailbox.scheme == "imaps":
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=safely, timeout=PATIENCE)
    server = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=PATIENCE)
    if not _is_loopback(mailbox.host):
        server.starttls(safely)  # no password goes over a network in clear
    return server


def _must(answer: tuple[str, list[object]]) -> list[object]:
    said, found = answer
    if said != "OK":
        raise imaplib.IMAP4.error(f"the server answered {said}")
    return found


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
