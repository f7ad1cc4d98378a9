"""JSON as notebooks really hold it: what Jupyter and Python write, and what a strict parser refuses.

Python writes `NaN`; a program cuts a text within an emoji and leaves half a pair; metadata may be nested deeper than
a parser follows. Everything is repaired in place, so that lines and bytes keep their numbers, by operations on whole
arrays: a hostile file takes a second and a few times its own size.
"""
from __future__ import annotations

import re

MAX_DEPTH = 50  # of what is kept; cells and their texts are less than ten deep
BLOCK = 1 << 20
STRING = b"\x01"  # marks text in a skeleton; JSON has no such byte
HALF = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
                  rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")


def repair(raw: bytes) -> bytes:
    """Return JSON of the same length without `NaN` and `Infinity`, half pairs, and what lies deeper than 50 levels.

    >>> repair(rb'{"a": NaN, "NaN": "\\ud83d"}')
    b'{"a": 0  , "NaN": "\\\\u003f"}'
    """
    import numpy as np

    clean = _without_escapes(raw)
    frame = skeleton(clean).replace(b"NaN", b"0  ").replace(b"Infinity", b"0       ")
    texts = bytearray(raw)
    for half in HALF.finditer(clean):
        texts[half.start():half.end()] = rb"\u003f"  # a question mark
    shape = np.frombuffer(frame, np.uint8)
    return np.where(shape == ord(STRING), np.frombuffer(texts, np.uint8), shape).tobytes()


def count_structure(raw: bytes) -> int:
    """Return how many commas, colons and opening brackets JSON has outside its texts: what it costs as objects."""
    frame = skeleton(_without_escapes(raw))
    return sum(frame.count(sign) for sign in (b",", b":", b"[", b"{"))


def _without_escapes(raw: bytes) -> bytes:
    """Return JSON of the same length in which every quotation mark begins or ends a text."""
    return raw.replace(rb"\\", b"xx").replace(rb'\"', b"xx")


def skeleton(clean: bytes) -> bytes:
    """Return what JSON is without its texts, which become `STRING`, and what lies too deep, which becomes blank.

    Args:
        clean: JSON without escaped quotation marks.
    """
    import numpy as np

    frame, inside, level = bytearray(clean), False, 0
    for start in range(0, len(clean), BLOCK):
        block = np.frombuffer(frame, np.uint8)[start:start + BLOCK]
        text = np.logical_xor.accumulate(block == ord('"')) ^ inside  # from the first mark up to the last
        inside = bool(text[-1])
        opens, closes = _any_of(block, b"[{") & ~text, _any_of(block, b"]}") & ~text
        levels = level + np.cumsum(opens.astype(np.int8) - closes.astype(np.int8), dtype=np.int32)
        level = int(levels[-1])
        levels[closes] += 1  # a closing bracket belongs to what it closes
        deep = (levels > MAX_DEPTH) | (levels == MAX_DEPTH) & ~(opens | closes)
        block[text] = ord(STRING)
        block[deep] = ord(" ")
    return bytes(frame)


def _any_of(block, signs: bytes):
    return (block == signs[0]) | (block == signs[1])
