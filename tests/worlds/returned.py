"""Mails as mail servers send them back, in the shapes of those that are widely used; and a small mailbox."""

from __future__ import annotations

import re
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager

from worlds.loopback import running

TO = "erika@example.org"


def original(message_id: str) -> str:
    """The headers of one of our mails."""
    return (
        "Received: from sozialraum (localhost [127.0.0.1])\r\n\tby mail.stadt.de (Postfix) with ESMTP id 4Xk5.1.2\r\n"
        f"Subject: [Teststadt] Ihre Meldung ist angekommen\r\nFrom: sozialraum@stadt.de\r\nTo: {TO}\r\n"
        f"Date: Mon, 02 Mar 2026 10:00:00 +0100\r\nMessage-ID: {message_id}\r\nAuto-Submitted: auto-generated\r\n"
    )


def postfix(message_id: str, action: str = "failed", status: str = "5.1.1", said: str = "") -> bytes:
    """A report with the headers of the original as text/rfc822-headers."""
    said = said or f"smtp; 550 5.1.1 <{TO}>: Recipient address rejected: User unknown"
    return f"""\
Return-Path: <>\r
From: MAILER-DAEMON@mail.stadt.de (Mail Delivery System)\r
Subject: Undelivered Mail Returned to Sender\r
To: sozialraum@stadt.de\r
Auto-Submitted: auto-replied\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status;\r
\tboundary="4Xk.1/mail.stadt.de"\r
\r
This is a MIME-encapsulated message.\r
\r
--4Xk.1/mail.stadt.de\r
Content-Description: Notification\r
Content-Type: text/plain; charset=us-ascii\r
\r
I'm sorry to have to inform you that your message could not be delivered.\r
\r
--4Xk.1/mail.stadt.de\r
Content-Description: Delivery report\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mail.stadt.de\r
Arrival-Date: Mon,  2 Mar 2026 10:00:00 +0100 (CET)\r
\r
Final-Recipient: rfc822; {TO}\r
Action: {action}\r
Status: {status}\r
Remote-MTA: dns; mx.example.org\r
Diagnostic-Code: {said}\r
\r
--4Xk.1/mail.stadt.de\r
Content-Description: Undelivered Message Headers\r
Content-Type: text/rfc822-headers\r
\r
{original(message_id)}\r
--4Xk.1/mail.stadt.de--\r
""".encode()


def exchange(message_id: str) -> bytes:
    """A report with a page for people, and the whole original as message/rfc822."""
    return f"""\
From: <postmaster@example.org>\r
To: <sozialraum@stadt.de>\r
Subject: =?utf-8?Q?Unzustellbar:_Ihre_Meldung?=\r
In-Reply-To: {message_id}\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary="_003_"\r
\r
--_003_\r
Content-Type: multipart/alternative; differences=Content-Type; boundary="_002_"\r
\r
--_002_\r
Content-Type: text/plain; charset="utf-8"\r
Content-Transfer-Encoding: base64\r
\r
RGllIE5hY2hyaWNodCBpc3QgdW56dXN0ZWxsYmFyLg==\r
--_002_\r
Content-Type: text/html; charset="utf-8"\r
Content-Transfer-Encoding: quoted-printable\r
\r
<p>Die Nachricht ist unzustellbar.</p>\r
--_002_--\r
\r
--_003_\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns;EX01.example.org\r
Received-From-MTA: dns;mail.stadt.de\r
\r
Final-Recipient: rfc822;{TO}\r
Action: failed\r
Status: 5.1.10\r
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound;\r
 Recipient not found by SMTP address lookup\r
\r
--_003_\r
Content-Type: message/rfc822\r
\r
{original(message_id)}\r
Guten Tag.\r
--_003_--\r
""".encode()


def exim(message_id: str) -> bytes:
    """Exim before 4.90 and many others: no report, the original as text below a line."""
    return f"""\
Return-path: <>\r
X-Failed-Recipients: {TO}\r
Auto-Submitted: auto-replied\r
From: Mail Delivery System <Mailer-Daemon@mail.stadt.de>\r
To: sozialraum@stadt.de\r
Subject: Mail delivery failed: returning message to sender\r
\r
This message was created automatically by mail delivery software.\r
\r
A message that you sent could not be delivered to one or more of its\r
recipients. This is a permanent error. The following address(es) failed:\r
\r
  {TO}\r
    host mx.example.org [192.0.2.1]\r
    SMTP error from remote mail server after RCPT TO:<{TO}>:\r
    550 5.1.1 User unknown\r
\r
------ This is a copy of the message, including all the headers. ------\r
\r
Return-path: <sozialraum@stadt.de>\r
{original(message_id)}\r
Guten Tag.\r
""".encode()


def exim_delayed(message_id: str) -> bytes:
    """Exim's warning while it goes on trying."""
    return (
        exim(message_id)
        .replace(f"X-Failed-Recipients: {TO}\r\n".encode(), b"")
        .replace(b"Mail delivery failed: returning message to sender", b"Warning: message 1ab delayed 24 hours")
        .replace(b"could not be delivered to one or more of its\r\nrecipients. This is a permanent error.",
                 b"has not yet been delivered to one or more of its\r\nrecipients after more than 24 hours.")
    )  # fmt: skip


def away(message_id: str) -> bytes:
    """An automatic reply of somebody who is on holiday, with the mail it replies to in full."""
    return f"""\
From: Erika <{TO}>\r
To: sozialraum@stadt.de\r
Subject: Automatische Antwort: Ihre Meldung\r
Auto-Submitted: auto-replied\r
In-Reply-To: {message_id}\r
References: {message_id}\r
Content-Type: text/plain; charset=utf-8\r
\r
Ich bin bis 5.1.2027 nicht da. In dringenden Fällen: 0361 550 - 1234.\r
\r
> {original(message_id).replace(chr(13) + chr(10), chr(13) + chr(10) + "> ")}\r
""".encode()


class _Talk(socketserver.StreamRequestHandler):
    """As much of IMAP4rev1 as reading a mailbox needs."""

    def handle(self) -> None:
        box: FakeMailbox = self.server.box  # type: ignore[attr-defined]
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _space, words = line.decode().strip().partition(" ")
            box.said.append(words)
            self.wfile.write(box.answer(words) + f"{tag} {box.verdict(words)}\r\n".encode())
            if words.upper().startswith("LOGOUT"):
                return


class FakeMailbox:
    """Mails by number, which of them are read, and what was asked."""

    def __init__(self, *mails: bytes) -> None:
        self.mails = dict(enumerate(mails, 7))
        self.seen: set[int] = set()
        self.said: list[str] = []
        self.port = 0

    def verdict(self, words: str) -> str:
        wrong = words.startswith("LOGIN") and words != 'LOGIN "bounces" "ge:heim"'
        return "NO [AUTHENTICATIONFAILED] wrong" if wrong else "OK done"

    def answer(self, words: str) -> bytes:
        if words.startswith("CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1\r\n"
        if words.startswith("SELECT"):
            return f"* {len(self.mails)} EXISTS\r\n".encode()
        if words.startswith("UID SEARCH"):
            return f"* SEARCH {' '.join(str(n) for n in self.mails if n not in self.seen)}\r\n".encode()
        if found := re.match(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", words):
            number = int(found[1])
            mail = self.mails[number][: int(found[2])]
            return f"* 1 FETCH (UID {number} BODY[]<0> {{{len(mail)}}}\r\n".encode() + mail + b")\r\n"
        if found := re.match(r"UID STORE (\d+) \+FLAGS\.SILENT \(\\Seen\)", words):
            self.seen.add(int(found[1]))
        return b"* BYE\r\n" if words.startswith("LOGOUT") else b""

    @property
    def address(self) -> str:
        return f"imap://bounces:ge%3Aheim@127.0.0.1:{self.port}/INBOX"


@contextmanager
def served(box: FakeMailbox) -> Iterator[FakeMailbox]:
    """The mailbox on loopback, until the end."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk)
    server.daemon_threads = True
    server.box = box  # type: ignore[attr-defined]
    box.port = server.server_address[1]
    with running(server):
        yield box
