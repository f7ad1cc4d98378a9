"""What a page of ours tells the browser that it may do: show its own style, and load nothing from anywhere."""
from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from markupsafe import Markup


def hash_source(text: str) -> str:
    """Return a style or a program as a content security policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def styled(css: Path, also: str = "") -> dict[str, str]:
    """Return a page's style, and the policy that allows just that; a template puts the style on a line of its own.

    Args:
        css: the file with the style.
        also: what else is allowed, such as "img-src data:; ".
    """
    style = Markup(css.read_text(encoding="utf-8"))
    allowed = f"{also}style-src {hash_source(chr(10) + style)}"
    return {"style": style, "policy": f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"}
