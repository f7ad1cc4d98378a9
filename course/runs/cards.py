"""The model card: what a classifier is for, what it learned from, how good it is class by class, and where it ends."""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from course.runs import log as tried
from course.runs.file import METRICS, Try

if TYPE_CHECKING:
    import numpy as np

GAPS = {
    "purpose": "what it's for, and one use that it is not for",
    "data": "what it learned from, how that was split, and what was never trained on",
    "limits": "two limits that follow from your data or from the table above, and what they would cost somebody",
}


class Row(NamedTuple):
    """One class's figures; precision and recall are None where there's nothing to divide by."""

    name: str
    precision: float | None
    recall: float | None
    f1: float
    n: int


class ModelCard:
    """A model card, shown as Markdown; `text` is what to paste into your answer."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _repr_markdown_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text


def model_card(targets: Any, predictions: Any, names: Sequence[Any], purpose: str = "", data: str = "",
               limits: str = "", log: str = "") -> ModelCard:
    """Return a model card with every figure filled in; what only you can say is marked *write here*.

    Args:
        targets: the class of each example, (n,): whole numbers from 0 on, in a tensor, an array or a list.
        predictions: the class that your model gave each, (n,). Not logits: take `logits.argmax(dim=1)`.
        names: what the classes are called, in the order of their numbers.
        purpose: what it's for, and what it isn't for.
        data: what it learned from, and how that was split.
        limits: where it ends, and what that would cost somebody.
        log: the log of tries that it comes from.

    Raises:
        ValueError: targets or predictions aren't classes of `names`, or there are different numbers of them.
    """
    from course.data import sealed

    there, said = (_classes(values, label, len(names)) for values, label in ((targets, "targets"),
                                                                             (predictions, "predictions")))
    if len(there) != len(said):
        raise ValueError(f"runs.model_card: expected as many predictions as targets, got {len(said)} predictions and "
                         f"{len(there)} targets. Compare the two shapes.")
    words = {"purpose": purpose, "data": data, "limits": limits}
    return compose(class_rows(there, said, names), dummy_f1(there, len(names)), words, tried.tries(log),
                   sealed.looks_by_name())


def compose(rows: list[Row], dummy: float, words: dict[str, str], tries: list[Try], looks: dict[str, int]) -> ModelCard:
    """Return a card made of figures and words; an empty text becomes a gap that says what belongs there."""
    said = {name: text.strip() or f"*write here: {GAPS[name]}*" for name, text in words.items()}
    parts = [f"**Purpose.** {said['purpose']}", f"**Data.** {said['data']}", f"**Metrics.** {_metrics(rows, dummy)}",
             _table(rows), _work(tries, looks), f"**Limits.** {said['limits']}"]
    return ModelCard("\n\n".join(parts) + "\n")


def class_rows(targets: np.ndarray, predictions: np.ndarray, names: Sequence[Any]) -> list[Row]:
    """Return precision, recall, F1 and number of each class; an F1 that can't be computed counts as 0."""
    rows = []
    for label, name in enumerate(names):
        is_there, is_said = targets == label, predictions == label
        hits, n, m = (int(which.sum()) for which in (is_there & is_said, is_there, is_said))
        rows.append(Row(str(name), hits / m if m else None, hits / n if n else None, 2 * hits / max(n + m, 1), n))
    return rows


def dummy_f1(targets: np.ndarray, n_classes: int) -> float:
    """Return the macro-F1 of always naming the most frequent class."""
    import numpy as np

    frequent = np.bincount(targets, minlength=n_classes).argmax()
    return macro_f1(class_rows(targets, np.full_like(targets, frequent), range(n_classes)))


def macro_f1(rows: list[Row]) -> float:
    """Return the mean of the classes' F1."""
    return sum(row.f1 for row in rows) / len(rows)


def _metrics(rows: list[Row], dummy: float) -> str:
    n = sum(row.n for row in rows)
    seen = [row for row in rows if row.n]
    top, bottom = max(seen, key=lambda row: row.f1), min(seen, key=lambda row: row.f1)
    ends = "All classes have the same F1." if top.f1 == bottom.f1 else (
        f"Best class: {_cell(top.name)}, F1 {top.f1:.2f}. Worst: {_cell(bottom.name)}, F1 {bottom.f1:.2f}.")
    return (f"Macro-F1 {macro_f1(rows):.3f} on {n:,} example{'s'[:n != 1]}; always naming the most frequent class gets "
            f"{dummy:.3f}. {ends}")


def _table(rows: list[Row]) -> str:
    head = ["| class | precision | recall | F1 | examples |", "|---|---|---|---|---|"]
    return "\n".join(head + [f"| {_cell(row.name)} | {_share(row.precision)} | {_share(row.recall)} | {row.f1:.2f} | "
                             f"{row.n:,} |" for row in rows])


def _work(tries: list[Try], looks: dict[str, int]) -> str:
    """Return how the model was chosen: how many tries, the best of them, and how often a sealed set was opened."""
    said = [f"{len(tries)} noted tries." if len(tries) != 1 else "One noted try."]
    if not tries:
        said = ["*write here: how many things you tried; no try was noted*"]
    elif best := tried.best([one for one in tries if one.metric == tries[-1].metric]):
        said.append(f"The best is try {best.number}, {_cell(best.name)}, with {METRICS[best.metric]} "
                    f"{best.score:.3f}; choosing by it makes it a little flattering.")
    opened = [f"{n} look{'s'[:n != 1]} at the sealed set {_cell(name)}" for name, n in looks.items()]
    said.append(f"{'; '.join(opened)}." if opened else "No sealed set was opened.")
    return f"**How it was chosen.** {' '.join(said)}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _cell(name: str) -> str:
    """Return a name as text that can't be taken for Markdown or end a table's cell."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(name.split()))[:100] or "(no name)"


def _classes(values: Any, label: str, n_classes: int) -> np.ndarray:
    import numpy as np

    try:
        found = np.asarray(values.detach().cpu() if hasattr(values, "detach") else values)
    except Exception:  # a ragged list, or a learner's own object
        found = np.array([], dtype=object)
    expected = f"runs.model_card: expected {label} as whole numbers from 0 to {n_classes - 1}, one for each example"
    if found.ndim == 2:
        raise ValueError(f"{expected}, got shape {found.shape}. Take `logits.argmax(dim=1)`.")
    if found.ndim != 1 or not found.size or found.dtype.kind not in "iu":
        got = "none" if found.shape == (0,) else f"shape {found.shape} and {found.dtype}"
        raise ValueError(f"{expected}, got {got}. `argmax` gives them.")
    if found.min() < 0 or found.max() >= n_classes:
        raise ValueError(f"{expected}, got {found.min()} to {found.max()} for {n_classes} names. Give every class a "
                         "name, in the order of the numbers.")
    return found.astype(np.int64)
