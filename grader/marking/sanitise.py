"""Make a learner's Markdown harmless before it is stored: formgrader and nbconvert show it to whoever grades.

Code and plain text are escaped by whoever shows them, and `output.read_output` keeps nothing else of outputs.
Markdown may hold HTML, links that run scripts, and formulas that do. An invisible joiner takes each of them apart
and looks like nothing in text, in code and in formulas.
"""
from __future__ import annotations

import re

from nbformat import NotebookNode

JOINER = "\u2060"
TAG = re.compile(r"<(?=[A-Za-z/!?])")
SCHEME = re.compile(r"(?i)\b(j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|v\s*b\s*s\s*c\s*r\s*i\s*p\s*t|d\s*a\s*t\s*a)"
                    r"(?=\s*(:|&#0*58|&#x0*3a|&colon))")
COMMAND = re.compile(r"\\(?=(?:href|url|style|class|cssId|html|require|unicode|data)\b)", re.IGNORECASE)
ENTITY = re.compile(r"&(?=#|colon|Tab|NewLine|lpar|sol)", re.IGNORECASE)
FETCHED = re.compile(r"!(?=\[)")  # a picture from elsewhere tells its owner who looks at it


def make_harmless(text: str) -> str:
    """Return Markdown that shows the same and runs nothing.

    >>> make_harmless("a < b, <script>").encode("ascii", "replace")
    b'a < b, <?script>'
    """
    text = TAG.sub("<" + JOINER, text)
    text = ENTITY.sub("&" + JOINER, text)
    text = SCHEME.sub(lambda match: match[0] + JOINER, text)
    text = COMMAND.sub(lambda match: match[0] + JOINER, text)
    return FETCHED.sub("!" + JOINER, text)


def sanitise(notebook: NotebookNode, release: NotebookNode) -> None:
    """Make all text cells harmless that are not as they were released, in place."""
    ours = {(cell.id, cell.source) for cell in release.cells}
    for cell in notebook.cells:
        if cell.cell_type != "code" and (cell.id, cell.source) not in ours:
            cell.source = make_harmless(cell.source)
