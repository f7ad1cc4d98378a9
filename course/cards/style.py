"""How cards look, for whatever else stands in the notebook beside them; it needs no PyTorch."""
from __future__ import annotations

from html import escape

STYLE = (
    "border:1px solid var(--jp-border-color2,#bdbdbd);border-left:6px solid {edge};border-radius:4px;"
    "padding:8px 14px;margin:4px 0;max-width:46em;font-family:var(--jp-ui-font-family,system-ui,sans-serif);"
    "font-size:14px;line-height:1.5;color:var(--jp-ui-font-color1,#212121);background-color:var(--jp-layout-color1,#fff)"
)


def code_spans(said: str) -> str:
    """Escape text and set what stands between backticks as code."""
    parts = escape(said).split("`")
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))
