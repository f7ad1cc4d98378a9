"""The key of `mse-mae`."""
from __future__ import annotations

from collections.abc import Callable

from torch import Tensor
from torch.nn import functional

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.mse_mae import MSE_MAE

OfErrors = Callable[[Tensor], Tensor]


def pair_up(of_errors: OfErrors) -> Callable[[Tensor, Tensor], Tensor]:
    """Return a function of predictions and targets that pairs them case by case."""
    return lambda p, y: of_errors(p.flatten() - y.flatten())


def both_ways(*functions: OfErrors) -> tuple[Callable, ...]:
    """The same computation with predictions and targets paired, and left to broadcast."""
    return tuple(way for of_errors in functions
                 for way in (pair_up(of_errors), lambda p, y, of_errors=of_errors: of_errors(p - y)))


def every_pair(name: str, of_errors: OfErrors) -> Misconception:
    return Misconception(
        name,
        "For two tensors of one shape this is right. But (n,) against (n, 1) broadcasts to (n, n), so every prediction "
        "met every target, and no error says so. Give both one shape first, for example with `.flatten()`.",
        (lambda p, y: of_errors(p - y),),
    )


def one_layout(name: str, of_errors: OfErrors) -> Misconception:
    """The shapes brought together for some of the four pairs of them."""
    pairs: tuple[Callable[[Tensor, Tensor], Tensor], ...] = (
        lambda p, y: p.squeeze(1) - y, lambda p, y: p - y.squeeze(1), lambda p, y: p.squeeze(1) - y.squeeze(1),
        lambda p, y: p - y.unsqueeze(1), lambda p, y: p.unsqueeze(1) - y,
        lambda p, y: p[:, 0] - y, lambda p, y: p - y[:, 0], lambda p, y: p[:, 0] - y[:, 0],
        lambda p, y: p.flatten() - y, lambda p, y: p - y.flatten(), lambda p, y: p.squeeze() - y,
        lambda p, y: p - y.squeeze(),
    )
    return Misconception(
        name,
        "You saw that the shapes may differ, and for some pairs of them this fits. But `p` and `y` may each be (n,) or "
        "(n, 1), which makes four pairs. Bring both to (n,), whichever they were: `.flatten()` does it.",
        tuple(lambda p, y, pair=pair: of_errors(pair(p, y)) for pair in pairs),
    )


def no_mean(name: str, of_errors: OfErrors) -> Misconception:
    return Misconception(
        name,
        "Each error is made positive, as it should be. But that leaves one number for each case, and a model is "
        "judged by a single one. Average over the cases: `.mean()`.",
        both_ways(of_errors),
    )


def summed(name: str, *functions: OfErrors) -> Misconception:
    return Misconception(
        name,
        "Adding up is half of a mean. But a sum grows with the number of cases, so two data sets couldn't be "
        "compared. Divide by the number of cases, or call `.mean()`.",
        both_ways(*functions),
    )


def one_case_less(name: str, of_errors: OfErrors) -> Misconception:
    return Misconception(
        name,
        "Dividing by n − 1 belongs to a variance, where a mean was taken from the same numbers first. Here nothing "
        "was: it's a plain mean. Divide by n, or call `.mean()`.",
        (lambda p, y: of_errors(p.flatten() - y.flatten()).sum() / (len(p) - 1),),
    )


def cancelling(name: str, *functions: OfErrors) -> Misconception:
    return Misconception(
        name,
        "A mean of errors sounds like just that. But errors above and below cancel, and a model that is wrong both "
        "ways looks good. Make every error positive before you average.",
        both_ways(*functions),
    )


def mean_square(errors: Tensor) -> Tensor:
    return errors.square().mean()


def root_mean_square(errors: Tensor) -> Tensor:
    return errors.square().mean().sqrt()


def mean_size(errors: Tensor) -> Tensor:
    return errors.abs().mean()


MSE = Solution(
    MSE_MAE["mse"],
    lambda p, y: functional.mse_loss(p.flatten(), y.flatten()),
    (
        every_pair("every-prediction-with-every-target", mean_square),
        one_layout("squares-of-one-layout", mean_square),
        summed("squares-summed", lambda errors: errors.square().sum()),
        no_mean("squares-not-averaged", lambda errors: errors.square()),
        Misconception(
            "root-taken",
            "The root brings the unit of the target back, and this number has a name: RMSE. MSE is the number before "
            "it. Leave the root out.",
            both_ways(root_mean_square),
        ),
        Misconception(
            "root-of-the-sum",
            "A norm does square the errors. But it adds the squares up, without a mean, and takes the root of the sum. "
            "MSE has a mean and no root: square each error, then average.",
            both_ways(lambda errors: errors.norm()),
        ),
        Misconception(
            "absolute-for-squared",
            "Making every error positive is right, and this measure has a name: MAE. The S in MSE asks for the square "
            "of each error. Square instead, and check whether the two functions are swapped.",
            both_ways(mean_size),
        ),
        Misconception(
            "half-of-the-mse",
            "Some textbooks put ½ in front, so that the derivative has no 2 in it. PyTorch and scikit-learn don't. "
            "Leave the factor out.",
            both_ways(lambda errors: errors.square().mean() / 2),
        ),
        Misconception(
            "variance-of-the-errors",
            "A variance averages squares, too. But it takes the mean error away first, so a model that is 10 too high "
            "everywhere would look perfect. Square the errors themselves.",
            both_ways(lambda errors: errors.var(), lambda errors: errors.var(correction=0)),
        ),
        one_case_less("squares-by-n-minus-1", lambda errors: errors.square()),
        cancelling("squared-too-late", lambda errors: errors.mean().square(), lambda errors: errors.mean()),
    ),
)

MAE = Solution(
    MSE_MAE["mae"],
    lambda p, y: functional.l1_loss(p.flatten(), y.flatten()),
    (
        every_pair("every-prediction-meets-every-target", mean_size),
        one_layout("sizes-of-one-layout", mean_size),
        summed("sizes-summed", lambda errors: errors.abs().sum()),
        no_mean("sizes-not-averaged", lambda errors: errors.abs()),
        Misconception(
            "squared-for-absolute",
            "Squares are positive as well, but they're what MSE averages. The A in MAE asks for the size of each "
            "error. Use `.abs()`, and check whether the two functions are swapped.",
            both_ways(mean_square),
        ),
        Misconception(
            "root-of-the-mse",
            "The root of the mean square has the right unit, and often a similar size. But squares let large errors "
            "count for more, and the root comes too late to undo that. Average the sizes of the errors.",
            both_ways(root_mean_square),
        ),
        Misconception(
            "median-for-mean",
            "The median of the errors is a good measure too, and it ignores what is far out. But the M in MAE is a "
            "mean, in which every error counts. Use `.mean()`.",
            both_ways(lambda errors: errors.abs().median()),
        ),
        Misconception(
            "largest-error",
            "The largest error tells how bad it can get. But one case decides it alone. MAE is a mean, in which every "
            "error counts. Use `.mean()`.",
            both_ways(lambda errors: errors.abs().max()),
        ),
        Misconception(
            "relative-errors",
            "Dividing by the target gives an error in percent, which has a name of its own: MAPE. MAE keeps the unit "
            "of the target. Leave the division out.",
            (lambda p, y: ((p.flatten() - y.flatten()) / y.flatten()).abs().mean(),),
        ),
        one_case_less("sizes-by-n-minus-1", lambda errors: errors.abs()),
        cancelling("absolute-too-late", lambda errors: errors.mean().abs(), lambda errors: errors.mean()),
    ),
)

MSE_MAE_KEY = Key(MSE_MAE, (MSE, MAE))
