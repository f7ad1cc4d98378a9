"""Observations read back from facts: what a question's asking side reports raw, its key has to understand.

What a kernel sends is untrusted. An observation that has another form than its question's is `UNREADABLE`, which is
like nothing that is right: to hand it on as it came would let the flags be forged that a key makes of it.
"""
from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from course.checking.facts import Fact

Form = TypeVar("Form", bound=msgspec.Struct)
UNREADABLE: Fact = {"kind": "object", "type": "an observation that cannot be read"}


def observed(fact: Fact, form: type[Form]) -> Form | None:
    """Return a described mapping as the form that it should have, or None if it has another.

    >>> class Seen(msgspec.Struct):
    ...     rows: list[int]
    >>> observed({"kind": "mapping", "type": "dict", "items": {"rows": {"kind": "sequence", "items": []}}}, Seen)
    Seen(rows=[])
    """
    try:
        return msgspec.convert(plain(fact), form)
    except (msgspec.ValidationError, RecursionError):
        return None


def plain(fact: Fact) -> Any:
    """Return a described value as it was; what JSON has no form for stays a fact, a row of numbers becomes a list.

    >>> plain({"kind": "number", "type": "float", "value": "nan"})
    nan
    """
    match fact:
        case {"kind": "number", "value": value}:
            return float(value) if isinstance(value, str) else value
        case {"kind": "text", "value": text}:
            return text
        case {"kind": "none"}:
            return None
        case {"kind": "sequence", "items": items}:
            return [plain(item) for item in items]
        case {"kind": "mapping", "items": items}:
            return {name: plain(item) for name, item in items.items()}
        case {"kind": "tensor", "shape": [size], "values": values} if len(values) == size:
            return [float(value) if isinstance(value, str) else value for value in values]
    return fact
