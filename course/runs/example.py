"""A model card as it can look, of another task than yours, with every figure computed when it's shown."""
from __future__ import annotations

from course.runs import cards
from course.runs.cards import ModelCard
from course.runs.file import Try

STRENGTHS = (0.01, 1.0, 100.0)  # C of scikit-learn's LogisticRegression: the smaller, the simpler
NAMES = ("benign", "malignant")


def example_card() -> ModelCard:
    """Return a complete model card: tumors told benign from malignant, from the 30 measurements of lesson 2.

    Three models were tried on validation cases, the best was chosen, and the test cases were used once.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    from course.data import breast_cancer, split, statistics

    x, y = breast_cancer()[:2]
    rest, test = split(y, held_out=0.25, seed=0)
    train, valid = (rest[rows] for rows in split(y[rest], held_out=0.25, seed=0))
    mean, std = statistics(x[train])
    x_all, y_all = ((x - mean) / std).numpy(), y.numpy().astype(np.int64).ravel()
    models = [LogisticRegression(C=strength, max_iter=2000).fit(x_all[train], y_all[train]) for strength in STRENGTHS]
    scores = [cards.macro_f1(cards.class_rows(y_all[valid], model.predict(x_all[valid]), NAMES)) for model in models]
    tries = [Try(place, "", f"logistic regression, C={strength:g}", "macro_f1", score, {})
             for place, (strength, score) in enumerate(zip(STRENGTHS, scores), start=1)]
    chosen = models[int(np.argmax(scores))]
    rows = cards.class_rows(y_all[test], chosen.predict(x_all[test]), NAMES)
    words = _words(rows, [len(part) for part in (train, valid, test)])
    return cards.compose(rows, cards.dummy_f1(y_all[test], 2), words, tries, {"tumors": 1})


def _words(rows: list[cards.Row], sizes: list[int]) -> dict[str, str]:
    malignant = rows[1]
    assert malignant.recall is not None
    missed, train, valid, test = round((1 - malignant.recall) * malignant.n), *sizes
    return {
        "purpose": "Shows students how 30 measurements of cell nuclei tell malignant tumors from benign ones. It isn't "
                   "for diagnosing anybody: no doctor has tested it, and nobody has checked it on patients of today.",
        "data": f"Breast Cancer Wisconsin (Diagnostic): {sum(sizes)} tumors from one hospital, of the early 1990s. "
                f"Split by class into {train} to train, {valid} to choose among three models, and {test} to judge the "
                "one chosen. Means and standard deviations come from the training cases alone.",
        "limits": f"It missed {missed} of {malignant.n} malignant tumors in the test. Somebody whose tumor is missed "
                  "is treated too late, so a hospital would lower the threshold and accept more false alarms. All "
                  "cases come from one hospital and one way of measuring: with another microscope the figures may "
                  f"fall, and nobody would notice without new labels. With {malignant.n} malignant cases, one more "
                  f"mistake moves the recall by {1 / malignant.n:.3f}.",
    }
