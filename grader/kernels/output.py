"""What a kernel says about a cell, as an output of a notebook with nothing in it that could do harm.

Only text and pictures are kept: HTML, LaTeX and scripts of a learner would run in the browser of whoever grades,
and every library that shows HTML gives the same as text beside it.
"""
from __future__ import annotations

import base64
import binascii
from typing import Any

PICTURES = ("image/png", "image/jpeg")
MOST_CELLS = 10**6


def read_output(kind: str, content: dict[str, Any], published: str = "") -> dict[str, Any] | None:
    """Return a message of a kernel as an output, with nothing but the parts that a notebook knows, or None.

    Args:
        kind: the message's type.
        content: its content; it comes from code that we do not control.
        published: a MIME type to keep as well, as it is.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: a part is missing or of another type.
    """
    if kind == "stream":
        return {"output_type": "stream", "name": "stderr" if content["name"] == "stderr" else "stdout",
                "text": _text(content["text"])}
    if kind == "error":
        return error_output(_text(content["ename"]), _text(content["evalue"]), [*map(_text, content["traceback"])])
    if kind not in ("display_data", "execute_result"):
        return None
    data = read_data(content["data"], published)
    count = {"execution_count": read_count(content)} if kind == "execute_result" else {}
    return {"output_type": kind, "data": data, "metadata": {}} | count if data else None


def read_count(content: dict[str, Any]) -> int:
    """Return which of the kernel's cells this was; the kernel may say any number, a notebook has room for few."""
    return min(max(0, int(content["execution_count"])), MOST_CELLS)


def read_data(bundle: dict[str, Any], published: str) -> dict[str, Any]:
    """Return what is kept of a MIME bundle: text, pictures that are pictures, and what is to be published."""
    data: dict[str, Any] = {"text/plain": _text(bundle["text/plain"])} if "text/plain" in bundle else {}
    for mime in PICTURES:
        if mime in bundle and _is_base64(bundle[mime]):
            data[mime] = bundle[mime]
    if published and published in bundle:
        data[published] = bundle[published]
    return data


def error_output(name: str, message: str, traceback: list[str] | None = None) -> dict[str, Any]:
    """Return the output of a cell that ended in an error."""
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": traceback or []}


def _text(said: str) -> str:
    """Text that can be written to a file: half of a character pair cannot.

    Raises:
        AttributeError, TypeError: it is no text.
    """
    return said.encode("utf-8", "replace").decode()


def _is_base64(text: str) -> bool:
    """Pictures stand between quotes in a page: anything but base64 could end them."""
    try:
        base64.b64decode(text.replace("\n", ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def append_output(outputs: list[dict[str, Any]], output: dict[str, Any]) -> None:
    """Append an output; text of one stream is joined, as JupyterLab joins it."""
    last = outputs[-1] if outputs else None
    if last and output["output_type"] == "stream" == last["output_type"] and last["name"] == output["name"]:
        last["text"] += output["text"]
    else:
        outputs.append(output)


def redact(value: Any, secret: str) -> Any:
    """Return outputs with every occurrence of a secret replaced by "…", in texts, lists and keys."""
    if isinstance(value, str):
        return value.replace(secret, "…")
    if isinstance(value, list):
        return [redact(item, secret) for item in value]
    if isinstance(value, dict):
        return {redact(name, secret): redact(item, secret) for name, item in value.items()}
    return value
