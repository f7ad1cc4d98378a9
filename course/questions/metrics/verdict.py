"""`verdict`: good, bad or unclear, by the bands that the lesson states."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.metrics.words import read_plain_word


def three_scores(seed: int) -> list[tuple]:
    """Scores in every band and on every threshold, in random order; 98% with 12% among them."""
    generator = seeded(seed)
    e = (0.05 * torch.rand(24, generator=generator)).round(decimals=3).tolist()  # from 0 to 0.05
    cases = [
        (0.98, 0.50 + e[0], 0.12), (0.98, 0.12, 0.90 + e[1]), (0.90 - e[2], 0.85 + e[3], 0.88),
        (0.85 + e[4], 0.82 + e[5], 0.82 + e[6]), (0.90 + e[7], 0.75 - e[8], 0.90), (0.90, 0.90, 0.60 + e[9]),
        (0.55 - e[10], 0.85, 0.85 + e[11]), (0.70 + e[12], 0.70, 0.70), (0.65, 0.45 - e[13], 0.55 + e[14]),
        (0.55, 0.55 + e[15], 0.55), (0.75 - e[16], 0.90, 0.90), (0.97, 0.95 + e[17] / 2, 0.45 - e[18]),
        (0.95, 0.30 + e[19], 0.20), (0.80, 0.90, 0.90), (0.90, 0.80, 0.90), (0.90, 0.90, 0.80), (0.60, 0.70, 0.70),
        (0.90, 0.50, 0.90), (0.90, 0.90, 0.50), (0.599, 0.95, 0.95), (0.801, 0.95, 0.95), (0.95, 0.801, 0.95),
        (0.95, 0.95, 0.801), (0.95, 0.499, 0.95), (0.95, 0.95, 0.499), (0.90, 0.76 + 0.6 * e[20], 0.90),
        (0.90, 0.90, 0.76 + 0.6 * e[21]), (0.76 + 0.6 * e[22], 0.90, 0.90), (0.70, 0.90, 0.30 + e[23]),
        (0.90, 0.52, 0.54), (0.52, 0.70, 0.90), (0.70, 0.55, 0.90), (0.70, 0.70, 0.55), (0.45, 0.70, 0.75),
    ]
    cases = [tuple(round(score, 3) for score in case) for case in cases]
    return [cases[i] for i in torch.randperm(len(cases), generator=generator).tolist()]


def judge_word(verdict: Callable, *scores: float) -> Any:
    return read_plain_word(verdict(*scores))


VERDICT = Question("verdict", "Good, bad, unclear", (
    Answer("verdict", 'one word: "good", "bad" or "unclear"', inputs=three_scores, call=judge_word),
))
