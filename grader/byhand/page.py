"""The page: one file with its style and its program in it, which loads nothing from anywhere."""
from __future__ import annotations

from pathlib import Path

from grader.content_policy import hash_source

STATIC = Path(__file__).with_name("static")
STYLE, PROGRAM = ((STATIC / name).read_text(encoding="utf-8") for name in ("mark.css", "mark.js"))


POLICY = (f"default-src 'none'; script-src {hash_source(PROGRAM)}; style-src {hash_source(STYLE)}; img-src data:; "
          "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")


def render_page() -> str:
    """Return the page, which has no learner's words in it."""
    text = (STATIC / "mark.html").read_text(encoding="utf-8")
    return text.replace("{{style}}", STYLE).replace("{{program}}", PROGRAM)
