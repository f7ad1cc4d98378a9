"""A fact with its numbers, as text and as HTML: small tensors as grids, larger ones by shape and first difference."""
from __future__ import annotations

from html import escape

import torch
from torch import Tensor

from course.checking.facts import Fact, first_difference, numeric, summary

ROWS, COLUMNS, ROW = 4, 6, 12  # a grid has at most so many rows and columns; a vector may be longer
MARK = "*"
CELL = "text-align:right;padding:1px 8px;border:1px solid var(--jp-border-color2,#bdbdbd);white-space:nowrap"
OTHER = ";font-weight:700;border:2px solid #c2410c"
GRID = ('<table style="border-collapse:collapse;margin:2px 0;font-size:13px;color:inherit;'
        'font-family:var(--jp-code-font-family,monospace)">')


def as_text(fact: Fact, other: Fact | None = None) -> str:
    """Return a value in words and numbers; a star marks each number of a grid that differs from `other`."""
    if (grid := _grid(fact)) is None:
        return "\n".join(as_text(*pair) for pair in _parts(fact, other)) or _in_words(fact, other)
    cells = [[f"{_short(value)}{MARK if mark else ''}" for value, mark in zip(row, marks)]
             for row, marks in zip(grid.tolist(), _marks(fact, other, grid).tolist())]
    width = max(len(cell) for row in cells for cell in row)
    return "\n".join([summary(fact), *("  ".join(cell.rjust(width) for cell in row) for row in cells)])


def as_html(fact: Fact, other: Fact | None = None) -> str:
    """Return a value as HTML; the cells of a grid that differ from `other` have a thick edge and a star."""
    if (grid := _grid(fact)) is None:
        parts = "".join(f"<div>{as_html(*pair)}</div>" for pair in _parts(fact, other))
        return parts or f"<code>{escape(_in_words(fact, other))}</code>"
    rows = "".join(f'<tr style="background-color:transparent">{"".join(map(_cell, row, marks))}</tr>'
                   for row, marks in zip(grid.tolist(), _marks(fact, other, grid).tolist()))
    return f"<code>{escape(summary(fact))}</code>{GRID}{rows}</table>"


def _parts(fact: Fact, other: Fact | None) -> list[tuple[Fact, Fact | None]]:
    """Return the tensors of a short list, each with what it is compared with; nothing of anything else."""
    items = fact["items"][:ROWS] if fact["kind"] == "sequence" else []
    if not any(item["kind"] == "tensor" and item["shape"] for item in items):
        return []
    others = other["items"][:ROWS] if other and other["kind"] == "sequence" else []
    return [*zip(items, others)] if len(others) == len(items) else [(item, None) for item in items]


def _cell(value: float, is_marked: bool) -> str:
    return f'<td style="{CELL}{OTHER if is_marked else ""}">{_short(value)}{MARK if is_marked else ""}</td>'


def _grid(fact: Fact) -> Tensor | None:
    """Return the numbers of a tensor that is small enough to be read, as rows; None of anything else."""
    numbers = numeric(fact) if fact["kind"] == "tensor" else None
    if numbers is None or not 1 <= numbers.dim() <= 2 or not numbers.numel():
        return None
    if numbers.dim() == 1:
        return numbers[None] if len(numbers) <= ROW else None
    return numbers if numbers.shape[0] <= ROWS and numbers.shape[1] <= COLUMNS else None


def _marks(fact: Fact, other: Fact | None, grid: Tensor) -> Tensor:
    """Return which numbers of a grid differ from those of `other`; none where they can't be set side by side."""
    a, b = numeric(fact), None if other is None else numeric(other)
    if a is None or b is None or a.shape != b.shape:
        return torch.zeros_like(grid, dtype=torch.bool)
    return ~torch.isclose(a, b, 1e-4, 1e-5, equal_nan=True).reshape(grid.shape)


def _in_words(fact: Fact, other: Fact | None) -> str:
    """Return a value in a line: a number as it is, a large tensor by its shape and where it first differs."""
    if fact["kind"] == "number":
        return _short(fact["value"])
    if fact["kind"] == "sequence":
        return _listed(fact)
    if fact["kind"] == "mapping" and all(map(_can_be_read, fact["items"].values())):
        return f"{{{', '.join(f'{name!r}: {_item(item)}' for name, item in fact['items'].items())}}}"
    numbers = numeric(fact) if fact["kind"] == "tensor" else None
    if numbers is None or not numbers.numel():
        return summary(fact)
    if index := first_difference(fact, other) if other else None:
        return f"{summary(fact)}; first difference at {index}: {_short(numbers[tuple(index)].item())}"
    first = ", ".join(map(_short, numbers.flatten()[:COLUMNS].tolist()))
    return f"{summary(fact)}: {first}{', …' if numbers.numel() > COLUMNS else ''}"


def _listed(fact: Fact) -> str:
    """Return a list or tuple item by item, as far as it can be read at a glance."""
    left, right = ("[", "]") if fact["type"] == "list" else ("(", ")")
    items = [_item(item) for item in fact["items"][:ROW]] + ["…"] * (fact["length"] > ROW)
    return f"{left}{', '.join(items)}{',' if right == ')' and fact['length'] == 1 else ''}{right}"


def _can_be_read(fact: Fact) -> bool:
    """Whether a tensor is a vector that a line has room for."""
    return fact["kind"] == "tensor" and len(fact["shape"]) == 1 and 0 < fact["shape"][0] == len(fact["values"]) <= ROW


def _item(fact: Fact) -> str:
    if fact["kind"] == "number":
        return _short(fact["value"])
    if _can_be_read(fact):
        return f"[{', '.join(_short(value) for value in fact['values'])}]"
    return _listed(fact) if fact["kind"] == "sequence" else summary(fact)


def _short(value: float | int | str | bool) -> str:
    """Return a number in at most four digits, a whole one whole."""
    if isinstance(value, (bool, str)):
        return str(value)
    return f"{value:.0f}" if abs(value) < 1e6 and value == int(value) else f"{value:.4g}"
