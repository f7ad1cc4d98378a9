"""The page: one file with its style and its program in it, which loads nothing from anywhere."""
from __future__ import annotations

import base64
import hashlib
from pathlib import Path

STATIC = Path(__file__).with_name("static")
STYLE, PROGRAM = ((STATIC / name).read_text(encoding="utf-8") for name in ("mark.css", "mark.js"))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY = (f"default-src 'none'; script-src {_hash(PROGRAM)}; style-src {_hash(STYLE)}; img-src data:; "
          "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")


def render_page() -> str:
    """Return the page, which has no learner's words in it."""
    text = (STATIC / "mark.html").read_text(encoding="utf-8")
    return text.replace("{{style}}", STYLE).replace("{{program}}", PROGRAM)
