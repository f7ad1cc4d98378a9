"""`mse-mae`: mean squared error and mean absolute error."""
from __future__ import annotations

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded


def predictions_and_targets(seed: int) -> list[tuple]:
    """Predictions and targets in columns and in rows, with errors of both signs; one far out; two of three cases."""
    generator = seeded(seed)
    n = int(torch.randint(5, 12, (), generator=generator))

    def draw(*shape: int) -> tuple[Tensor, Tensor]:
        y = 50 * torch.randn(shape, generator=generator) + 100
        errors = 20 * torch.randn(shape, generator=generator) + 8
        errors[0], errors[1] = -errors[0].abs() - 1, errors[1].abs() + 1
        return y + errors, y

    def few() -> tuple[Tensor, Tensor]:
        """Three cases in whole numbers, whose errors can be read off."""
        y = torch.randint(10, 30, (3,), generator=generator).float()
        errors = (torch.randperm(9, generator=generator)[:3] + 1) * torch.tensor([-1.0, 1.0, 1.0])
        return y + errors, y

    flat, column, row, far = draw(n), draw(n + 1, 1), draw(n + 2), draw(n + 3, 1)
    far[1][0] += 1000
    three, mixed = few(), few()
    return [flat, (column[0], column[1].flatten()), (row[0], row[1][:, None]), far,
            three, (mixed[0][:, None], mixed[1])]


MSE_MAE = Question("mse-mae", "How wrong is a number?", (
    Answer("mse", "one number, 0 or more: the mean over all cases", inputs=predictions_and_targets),
    Answer("mae", "one number, 0 or more: the mean over all cases, in the unit of the target",
           inputs=predictions_and_targets),
))
