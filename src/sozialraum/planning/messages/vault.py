"""How contact data lie at rest: encrypted, under a key that is in the city's folder and not in the database.

AES-256-GCM with a new nonce for each seal; `context` binds a seal to its place, so that one row's can't be put
into another's. A fingerprint finds an address again without telling it: HMAC-SHA-256 under a key of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class SealBroken(Exception):
    """What was sealed can't be opened: it was changed, moved, or sealed under another key."""


def seal(values: Mapping[str, Any], context: str) -> bytes:
    """Plain values (JSON) as nonce and ciphertext."""
    nonce = os.urandom(_NONCE)
    plain = json.dumps(dict(values), ensure_ascii=False).encode()
    return nonce + AESGCM(_key("seal")).encrypt(nonce, plain, context.encode())


def unseal(sealed: bytes, context: str) -> dict[str, Any]:
    """The values again; raises SealBroken."""
    data = bytes(sealed)
    try:
        plain = AESGCM(_key("seal")).decrypt(data[:_NONCE], data[_NONCE:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken(f"the seal of {context} is broken") from error
    return dict(json.loads(plain))


def fingerprint(text: str, purpose: str = "address") -> str:
    """Tells whether two texts are the same, and nothing else of them; 64 hex digits."""
    return hmac.new(_key(purpose), text.strip().casefold().encode(), hashlib.sha256).hexdigest()


def _key(purpose: str) -> bytes:
    """One key for each purpose, drawn from the city's one."""
    return hmac.new(settings.VAULT_KEY.encode(), purpose.encode(), hashlib.sha256).digest()
