"""Receipt codes: whoever has one can follow, add, withdraw and ask for erasure, without an account.

A code is drawn from the random token of the form by the city's key, so that a form sent twice gets the same code, and
only its fingerprint is kept. Twelve letters and digits hold 60 bits: with a few guesses a minute nobody finds one.
"""

from __future__ import annotations

import re
from uuid import UUID

from sozialraum.planning.messages.vault import fingerprint

# Without I, L, O and U: nobody confuses them, and no words come up.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 12, 4
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def code_of(token: UUID) -> str:
    """The code that belongs to a form: K7QF-2M9D-4XTP."""
    number = int(fingerprint(str(token), "receipt"), 16)
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in range(LENGTH))
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def print_of(code: str) -> str:
    """The fingerprint by which a code is found, however it was typed; nothing where it can't be one."""
    plain = re.sub(r"[^0-9A-Z]", "", code.upper()).translate(_MISREAD)
    return fingerprint(plain, "receipt-print") if len(plain) == LENGTH else ""
