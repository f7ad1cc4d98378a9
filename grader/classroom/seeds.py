"""The seeds of fresh inputs: made from the class's secret, unknown outside."""
from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping


def submission_seed(secret: bytes, learner: str, lesson: str, handed_in: bytes) -> str:
    """Return the seed of a learner's fresh inputs for a lesson: unknown before the hand-in, and outside.

    The same hand-in draws the same inputs on every regrade; whoever changes it gets others, so that what one run
    has told of its inputs is of no use to the next.

    Args:
        secret: the class's.
        learner: the learner's name.
        lesson: the lesson's name.
        handed_in: the digest of what was handed in.
    """
    return _hash(secret, b"\0".join([learner.encode("utf-8", "surrogatepass"), lesson.encode(), handed_in]))


def shared_seed(secret: bytes, lesson: str) -> str:
    """Return the seed of inputs on which the whole class is judged alike; no learner's has this form."""
    return _hash(secret, f"\n{lesson}".encode())


def stand_in_secret(secret: bytes, learner: str, lesson: str) -> str:
    """Return a secret for a hand-in that brings none of nbgrader's: nobody can find a page that is named by it."""
    return _hash(secret, b"\n\0".join([b"", learner.encode("utf-8", "surrogatepass"), lesson.encode()]))


def digest(notebooks: Mapping[str, bytes], files: Mapping[str, bytes]) -> bytes:
    """Return a hash of what was handed in: notebooks by the lesson's names, files by path."""
    whole = hashlib.sha256()
    for kind, contents in (("notebook", notebooks), ("file", files)):
        for name, content in sorted(contents.items()):
            path = name.encode("utf-8", "surrogatepass")
            whole.update(f"{kind} {len(path)} {len(content)}\n".encode() + path + b"\n")
            whole.update(content)
    return whole.digest()


def _hash(secret: bytes, message: bytes) -> str:
    return hmac.new(secret, message, hashlib.sha256).hexdigest()
