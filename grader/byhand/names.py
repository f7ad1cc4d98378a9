"""What learners are called on the page: by their names, or by names that say nothing and stay the same."""
from __future__ import annotations

import base64
import hashlib
import hmac


def pseudonym(secret: bytes, learner: str) -> str:
    """Return what a learner is called where graders must not know who it is.

    >>> pseudonym(b"a", "ada") == pseudonym(b"a", "ada") != pseudonym(b"b", "ada")
    True
    """
    message = b"\n\0anonymous\0" + learner.encode("utf-8", "surrogatepass")
    digest = hmac.new(secret, message, hashlib.sha256).digest()
    text = base64.b32encode(digest).decode()[:6]
    return f"Learner {text[:3]}-{text[3:]}"
