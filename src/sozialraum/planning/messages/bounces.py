"""Mails that came back: which of our messages, whether for good or only for now, and why.

What a mail server returns is what strangers wrote: nothing in it is believed but our own mark, and nothing in it
may break anything. By RFC 3464 `Action` decides: delayed is no bounce, failed is one, also where the status is 4.x.x
(the server gave up). Servers that only quote the original are read as text. Who is away or has read it is no bounce.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Mail

LARGEST = 2**20  # bytes that are read of a mail; ours have no attachments
MOST_PARTS = 40  # a deeper nest is no returned mail of ours, but costs time
LONGEST_REASON = 300

_OURS = r"<(\d{1,18})\.([0-9a-f]{16})@sozialraum>"
_ANYWHERE = re.compile(_OURS)
_AS_ID = re.compile(rf"^[>| \t]*(?:X-)?(?:Original-)?Message-ID:\s*{_OURS}", re.I | re.M)
_QUOTE = re.compile(
    r"^[>| \t]*(?:Return-Path|Received|Delivered-To|MIME-Version|(?:Original-)?Message-ID):", re.I | re.M
)
_DAEMON = re.compile(r"mailer-daemon|postmaster|mail delivery (?:sub)?system|mail-daemon", re.I)
_FOR_GOOD = re.compile(r"(?<![\d.])(?:5\.\d{1,3}\.\d{1,3}(?![\d.])|55\d(?=[ \-:]))")
_FOR_NOW = re.compile(
    r"\bdelayed|not yet been delivered|not been able to deliver .{0,40}yet|(?:will be|is being) retried|"
    r"(?:keep|still|continue(?: to)?) try|noch nicht zugestellt|verzögert|weitere versuche",
    re.I,
)


@dataclass(frozen=True)
class Bounce:
    """One of our messages that was not delivered; `mark` has still to prove that the number is ours."""

    number: int
    mark: str
    why: str


def read(mail: bytes) -> Bounce | None:
    """What a returned mail says; None where it is none, or none of ours."""
    head = mail[:LARGEST]
    lower = head.lower()
    if lower.count(b"multipart/") + lower.count(b"message/") > MOST_PARTS:
        return None
    try:
        return _read(message_from_bytes(head))
    except Exception:  # the parser has corners that some garbage finds; garbage is no bounce
        return None


def _read(found: Mail) -> Bounce | None:
    parts = list(found.walk())
    kinds = {part.get_content_type() for part in parts}
    if "message/disposition-notification" in kinds:
        return None
    text = "\n".join(_texts(parts))
    if "message/delivery-status" in kinds:
        why = _given_up(parts)
        headers = f"{found.get('In-Reply-To', '')} {found.get('References', '')}"
        ours = _AS_ID.search(text) or _ANYWHERE.search(text) or _ANYWHERE.search(headers)
    else:
        ours = _AS_ID.search(text)
        why = _told(found, text[: ours.start()]) if ours else None
    return Bounce(int(ours[1]), ours[2], why) if ours and why else None


def _given_up(parts: list[Mail]) -> str | None:
    """Why a server gave up, by its report; None where it goes on trying, or delivered it."""
    for part in parts:
        action = str(part.get("Action", "")).strip().lower()
        status = str(part.get("Status", "")).strip()
        if action.startswith("failed") or (not action and status.startswith("5")):
            diagnostic = re.sub(r"^\s*[\w-]+\s*;\s*", "", str(part.get("Diagnostic-Code", "")))
            return _short(f"{status.partition('(')[0].strip()} {diagnostic}") or "failed"
    return None


def _told(found: Mail, before: str) -> str | None:
    """Why, in the words of a server that writes no report; they stand before what it quotes."""
    recipients = found.get("X-Failed-Recipients")
    if not (recipients or _DAEMON.search(str(found.get("From", "")))):
        return None
    quote = _QUOTE.search(before)
    words = before[: quote.start()] if quote else before
    if _FOR_NOW.search(f"{found.get('Subject', '')} {words}"):
        return None
    line = next((line for line in words.splitlines() if _FOR_GOOD.search(line)), "")
    return _short(line or words) if line or recipients else None


def _texts(parts: list[Mail]) -> Iterator[str]:
    """Texts of all parts and headers of the inner ones, as text."""
    for at, part in enumerate(parts):
        if at:
            yield "\n".join(f"{name}: {value}" for name, value in part.items())
        content = part.get_payload(decode=True) if not part.is_multipart() else None
        if isinstance(content, bytes) and part.get_content_maintype() == "text":
            try:
                yield content.decode(part.get_content_charset("utf-8"), "replace")
            except LookupError:
                yield content.decode("latin-1")


def _short(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:LONGEST_REASON].strip()
