"""An answer as what it says, whatever it is called: names of its own, spaces, line breaks and quotes do not count.

Pygments splits the code, so an answer that is no valid Python is read as well. Comments and docstrings are words.
"""
from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterator
from functools import cache
from typing import Any, NamedTuple

BUILTINS = frozenset({*dir(builtins), *keyword.kwlist, *keyword.softkwlist})
IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+(\([^)]{0,2000}\)|[^\n#;]+)", re.MULTILINE)
DEFINED = re.compile(r"^(?:def|class)[ \t]+(\w+)|^(\w+)(?=[ \t]*(?:,[ \t]*\w+[ \t]*)*=(?!=))", re.MULTILINE)
OWN_PART = re.compile(r"\bself\.(\w+)(?=[ \t]*=(?!=))")
WORD = re.compile(r"\w+")
OPEN, CLOSE = "([{", ")]}"


class Token(NamedTuple):
    """A piece of an answer.

    Attributes:
        text: what it says, names of one's own left out.
        start: where it begins in the answer.
        end: where it ends.
    """

    text: str
    start: int
    end: int


def imported_names(source: str) -> set[str]:
    """Return the names that code imports, which say what it uses.

    >>> sorted(imported_names("import torch.nn as nn, numpy\\nfrom math import (exp, log as ln)"))
    ['exp', 'ln', 'log', 'math', 'nn', 'numpy', 'torch']
    """
    lines = [match[0] for match in IMPORT.finditer(source)]
    return {name for line in lines for name in WORD.findall(line)} - {"import", "from", "as"}


def defined_names(source: str) -> set[str]:
    """Return the names that a cell as released asks for, which all answers share."""
    return {name for match in DEFINED.finditer(source) for name in match.groups() if name}


def split_code(source: str, known: Container[str] = (), language: str = "python") -> tuple[list[Token], list[Token]]:
    """Return an answer's code and the words of its comments.

    What it imports is left out.

    Args:
        source: the answer.
        known: names that are not the learner's own.
        language: as Pygments calls it; what it does not know is read as Python.

    >>> [token.text for token in split_code("total = x.sum( dim=1 )  # by row")[0]]
    ['_', '=', '_', '.', 'sum', '(', 'dim', '=', '1', ')']
    """
    text, places = _without_unseen(source)
    own_parts = set(OWN_PART.findall(text))
    imported = imported_names(text)
    code: list[Token] = []
    words: list[Token] = []
    called: list[bool] = []  # of each bracket that is open, whether names before "=" are those of somebody's arguments
    spans = [match.span() for match in IMPORT.finditer(text)]
    raw = [each for each in _lex(text, language) if not _is_in(each[0], spans)]
    for i, (start, kind, value) in enumerate(raw):
        if kind == "words":
            words += _words(value, start)
            continue
        before = code[-1].text if code else ""
        if value in OPEN:
            called.append(value == "(" and not (i >= 2 and raw[i - 2][2] in ("def", "class")))
        elif value in CLOSE and called:
            called.pop()
        if kind == "name":
            argument = bool(called) and called[-1] and before in ("(", ",") and _next_is_equals(raw, i)
            value = _name(value, before, argument, own_parts, value in imported or value in known)
        elif kind == "number":
            value = _number(value)
        elif kind == "string":
            words += _words(value, start)
            value = '"'
        if not (value == '"' and before == '"'):  # an f-string comes in pieces
            code.append(Token(value, start, start + len(raw[i][2])))
    return ([_moved(token, places) for token in code], [_moved(token, places) for token in words])


def split_words(source: str) -> list[Token]:
    """Return the words of a written answer, whatever is between them.

    >>> [token.text for token in split_words("*It* lets 88\u200b of 100 pass.")]
    ['it', 'lets', '88', 'of', '100', 'pass']
    """
    text, places = _without_unseen(source)
    return [_moved(token, places) for token in _words(text, 0)]


def _words(text: str, start: int) -> list[Token]:
    return [Token(unicodedata.normalize("NFKC", match[0]).casefold(), start + match.start(), start + match.end())
            for match in WORD.finditer(text)]


def _without_unseen(source: str) -> tuple[str, list[int]]:
    """Return a text without characters that nobody sees, and where each that is left was; no places if all are."""
    if source.isascii():
        return source, []
    kept = [i for i, char in enumerate(source) if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Mn")]
    return "".join(source[i] for i in kept), kept


def _moved(token: Token, places: list[int]) -> Token:
    return Token(token.text, places[token.start], places[token.end - 1] + 1) if places else token


def _is_in(place: int, spans: list[tuple[int, int]]) -> bool:
    i = bisect_right(spans, (place, len(spans) and spans[-1][1]))
    return i > 0 and place < spans[i - 1][1]


def _name(value: str, before: str, argument: bool, own_parts: set[str], known: bool) -> str:
    if before == ".":
        return "_" if value in own_parts else value
    return value if known or argument or value in BUILTINS else "_"


def _next_is_equals(raw: list[tuple[int, str, str]], i: int) -> bool:
    return i + 1 < len(raw) and raw[i + 1][2] == "="


def _lex(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    """Yield place, kind and text of what counts in code: "name", "number", "string", "words" or "other"."""
    from pygments.token import Comment, Error, Name, Number, String, Text

    for start, kind, value in _lexer(language).get_tokens_unprocessed(text):
        if kind in Comment or kind in String.Doc:
            yield start, "words", value
        elif kind in String:
            yield start, "string", value
        elif kind in Text or kind in Error or not value.strip() or value == ";":
            continue
        elif kind in Number:
            yield start, "number", value
        elif kind in Name:
            yield start, "name", value
        else:
            yield from ((start + match.start(), "other", match[0]) for match in re.finditer(r"\w+|[^\w\s]", value))


def _number(text: str) -> str:
    try:
        return f"{float(text.replace('_', '')):.12g}"
    except ValueError:
        return text


@cache
def _lexer(language: str) -> Any:
    from pygments.lexers import PythonLexer, get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return PythonLexer()
