"""What a file says, as a hash: of a table, whatever the order of its lines and however its numbers are written."""
from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

LEAST, MOST = 40, 1_000_000  # characters: a shorter file is equal by chance, and a longer one is compared as it stands
TABLES = (".csv", ".tsv", ".txt", ".json", ".md", ".py")
NUMBER = re.compile(rb"(?<![\w.])[+-]?(\d{1,30})\.0{0,30}(?![\w.])")


def identify(path: str, content: bytes) -> bytes:
    """Return a hash of what a file says; b"" if that is too little to tell anything.

    Args:
        path: its name tells what it is.
        content: its bytes.

    >>> one = b"id,label" + b"1,2" * 20
    >>> identify("a.csv", one + b"\\n5,6\\n7,8") == identify("b.csv", b"7,8.0\\n# mine\\n5, 6.\\n" + one)
    True
    >>> identify("a.csv", b"1,2")
    b''
    """
    if PurePosixPath(path).suffix.lower() in TABLES and len(content) <= MOST:
        lines = NUMBER.sub(rb"\1", content.replace(b"\r", b"\n").replace(b" ", b"")).split(b"\n")
        content = b"\n".join(sorted(line for line in lines if line and not line.startswith(b"#")))
    return hashlib.sha256(content).digest() if len(content) >= LEAST else b""
