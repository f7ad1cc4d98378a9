"""The key of `mse-mae`."""
from __future__ import annotations

from collections.abc import Callable

from torch import Tensor
from torch.nn import functional

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.mse_mae import MSE_MAE


def pair_up(of_errors: Callable[[Tensor], Tensor]) -> Callable[[Tensor, Tensor], Tensor]:
    """Return a function of predictions and targets that pairs them case by case."""
    return lambda p, y: of_errors(p.flatten() - y.flatten())


def both_ways(of_errors: Callable[[Tensor], Tensor]) -> tuple[Callable, Callable]:
    """The same computation with predictions and targets paired, and left to broadcast."""
    return pair_up(of_errors), lambda p, y: of_errors(p - y)


def every_pair(name: str, of_errors: Callable[[Tensor], Tensor]) -> Misconception:
    return Misconception(
        name,
        "For two tensors of one shape this is right. But (N,) against (N, 1) broadcasts to (N, N), so every prediction "
        "met every target, and no error says so. Give both one shape first, for example with `.flatten()`.",
        (lambda p, y: of_errors(p - y),),
    )


def summed(name: str, of_errors: Callable[[Tensor], Tensor]) -> Misconception:
    return Misconception(
        name,
        "Adding up is half of a mean. But a sum grows with the number of cases, so two data sets could not be "
        "compared. Divide by the number of cases, or call `.mean()`.",
        both_ways(of_errors),
    )


def cancelling(name: str, *of_errors: Callable[[Tensor], Tensor]) -> Misconception:
    return Misconception(
        name,
        "A mean of errors sounds like just that. But errors above and below cancel, and a model that is wrong both "
        "ways looks perfect. Make every error positive before you average.",
        tuple(way for function in of_errors for way in both_ways(function)),
    )


def mean_square(errors: Tensor) -> Tensor:
    return errors.square().mean()


def mean_size(errors: Tensor) -> Tensor:
    return errors.abs().mean()


MSE = Solution(
    MSE_MAE["mse"],
    lambda p, y: functional.mse_loss(p.flatten(), y.flatten()),
    (
        every_pair("every-prediction-with-every-target", mean_square),
        summed("squares-summed", lambda errors: errors.square().sum()),
        Misconception(
            "root-taken",
            "The root brings the unit of the target back, and this number has a name: RMSE. MSE is the number before "
            "it. Leave the root out.",
            both_ways(lambda errors: errors.square().mean().sqrt()),
        ),
        Misconception(
            "absolute-for-squared",
            "Making every error positive is right, and this measure has a name: MAE. The S in MSE asks for the square "
            "of each error. Square instead.",
            both_ways(mean_size),
        ),
        Misconception(
            "half-of-the-mse",
            "Some textbooks put ½ in front, so that the derivative has no 2 in it. PyTorch and scikit-learn do not. "
            "Leave the factor out.",
            both_ways(lambda errors: errors.square().mean() / 2),
        ),
        cancelling("squared-too-late", lambda errors: errors.mean().square(), lambda errors: errors.mean()),
    ),
)

MAE = Solution(
    MSE_MAE["mae"],
    lambda p, y: functional.l1_loss(p.flatten(), y.flatten()),
    (
        every_pair("every-prediction-meets-every-target", mean_size),
        summed("sizes-summed", lambda errors: errors.abs().sum()),
        Misconception(
            "squared-for-absolute",
            "Squares are positive as well, but they are what MSE averages. The A in MAE asks for the size of each "
            "error. Use `.abs()`.",
            both_ways(mean_square),
        ),
        Misconception(
            "root-of-the-mse",
            "The root of the mean square has the right unit, and often a similar size. But squares let large errors "
            "count for more, and the root comes too late to undo that. Average the sizes of the errors.",
            both_ways(lambda errors: errors.square().mean().sqrt()),
        ),
        Misconception(
            "median-for-mean",
            "The median of the errors is a good measure too, and it ignores what is far out. But the M in MAE is a "
            "mean, in which every error counts. Use `.mean()`.",
            both_ways(lambda errors: errors.abs().median()),
        ),
        cancelling("absolute-too-late", lambda errors: errors.mean().abs(), lambda errors: errors.mean()),
    ),
)

MSE_MAE_KEY = Key(MSE_MAE, (MSE, MAE))
