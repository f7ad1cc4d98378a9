"""Formulas as MathML, which browsers show by themselves: no script, no fonts, no request.

What the converter gives is read as XML and written anew with a short list of tags and attributes, so that no command
of a formula can run, fetch or cover anything.
"""
from __future__ import annotations

from html import escape
from xml.etree import ElementTree

MAX_CHARS = 2_000  # of one formula; longer ones are shown as they were typed
SPACE = "{http://www.w3.org/1998/Math/MathML}"
TAGS = {"math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup",
        "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover"}
ATTRIBUTES = {"accent": {"true", "false"}, "fence": {"true", "false"}, "stretchy": {"true", "false"},
              "form": {"prefix", "infix", "postfix"}, "linethickness": {"0"}, "displaystyle": {"true", "false"},
              "mathvariant": {"normal", "bold", "italic", "bold-italic", "double-struck", "script", "fraktur",
                              "monospace"},
              "width": {"0.167em", "0.222em", "0.278em", "1em", "2em"}}


def to_mathml(formula: str, block: bool = False) -> str:
    """Return a formula as MathML, or as it was typed where it cannot be read.

    Args:
        formula: LaTeX, without the dollar signs.
        block: whether it stands on lines of its own.
    """
    typed = f"<code>{escape(f'$${formula}$$' if block else f'${formula}$')}</code>"
    if len(formula) > MAX_CHARS:
        return typed
    try:
        from latex2mathml.converter import convert

        shown = _write(ElementTree.fromstring(convert(formula)))
    except Exception:  # a formula may be anything, and the converter answers with many kinds of errors
        return typed
    return f'<math display="{"block" if block else "inline"}">{shown}</math>'


def _write(node: ElementTree.Element) -> str:
    """Return what is in an element: of other tags, only what they hold."""
    inner = escape(node.text or "") + "".join(_write(child) + escape(child.tail or "") for child in node)
    tag = node.tag.removeprefix(SPACE)
    if tag not in TAGS or tag == "math":
        return inner
    kept = "".join(f' {name}="{value}"' for name, value in node.attrib.items() if value in ATTRIBUTES.get(name, ()))
    return f"<{tag}{kept}>{inner}</{tag}>"
