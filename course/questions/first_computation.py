"""Lesson 1: shapes and types, broadcasting, softmax, gradients, one training step, the four counts."""
from __future__ import annotations

import math
from collections.abc import Callable
from itertools import zip_longest

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from course.question import Answer, Misconception, Question

LESSON = "01_first_computation"


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


# --- tensor-shape -----------------------------------------------------------------------------------------------

COUNTS = torch.tensor([[1, 2], [3, 4], [5, 6]])
HALVES = COUNTS.T / 2  # the computation that the lesson asks about

TENSOR_SHAPE = Question("tensor-shape", "Shape, dtype, device", (
    Answer(
        "predicted_shape", "the sizes of `halves` as a tuple, rows first", tuple(HALVES.shape),
        (
            Misconception(
                "transposed-shape",
                "(3, 2) is the shape of `counts`, and dividing keeps a shape. But `.T` came first: it turns rows into "
                "columns. Go through the line from left to right and note the shape after each step.",
                (tuple(COUNTS.shape),),
            ),
            Misconception(
                "counts-elements",
                "Six is how many numbers there are, and `numel()` would say so. A shape keeps the axes apart: how many "
                "rows, then how many columns. Write both.",
                (6, (6,)),
            ),
        ),
    ),
    Answer(
        "predicted_dtype", "a dtype, such as `torch.bool`", HALVES.dtype,
        (
            Misconception(
                "int-where-float",
                "`counts` holds int64, and most operations keep the dtype. Division with `/` cannot: 1 / 2 is no whole "
                "number. So PyTorch answers in floating point. Ask what dtype `torch.tensor(0.5)` has.",
                (torch.int64, torch.int32, int),
            ),
            Misconception(
                "numpy-default",
                "float64 is what NumPy and Python use, so it is a fair guess. PyTorch's own default is half as wide: "
                "see `torch.get_default_dtype()`.",
                (torch.float64, float),
            ),
        ),
    ),
))

# --- broadcast --------------------------------------------------------------------------------------------------


def shape_pairs(seed: int) -> list[tuple]:
    """Pairs that fit (stretched, with missing axes, with none) and pairs that do not."""
    generator = seeded(seed)
    a, b, c = (torch.randperm(7, generator=generator)[:3] + 2).tolist()  # three different sizes from 2 to 8
    fits = [((a, 1), (1, b)), ((a, b), (b,)), ((a, b), (a, b)), ((), (a, b)), ((c, 1, b), (a, 1)), ((b,), (c, a, 1))]
    return [*fits, ((a, b), (a,)), ((a, b), (b, a)), ((a, b, c), (a, c))]


def torch_broadcast(a: tuple, b: tuple) -> tuple:
    return tuple((torch.empty(a) + torch.empty(b)).shape)  # `torch.broadcast_shapes` first imports SymPy: 1 s


def largest_sizes(a: tuple, b: tuple) -> tuple:
    return tuple(max(pair) for pair in zip_longest(a[::-1], b[::-1], fillvalue=1))[::-1]


def swallow_error(instead: object) -> Callable:
    def broadcast_shape(a: tuple, b: tuple) -> object:
        try:
            return torch_broadcast(a, b)
        except RuntimeError:
            return instead
    return broadcast_shape


def align_left(a: tuple, b: tuple) -> tuple:
    n = max(len(a), len(b))
    return torch_broadcast(a + (1,) * (n - len(a)), b + (1,) * (n - len(b)))


BROADCAST = Question("broadcast", "Broadcasting", (
    Answer(
        "broadcast_shape", "a tuple of sizes, or an error (such as ValueError) when the shapes do not fit",
        torch_broadcast,
        (
            Misconception(
                "counts-multiplied",
                "Every number of one meets a number of the other, so multiplying looks right, and for (3, 1) with (1, "
                "4) it even is. But equal sizes are paired, not multiplied: (3,) + (3,) gives (3,). Compare the sizes "
                "axis by axis: equal, or one of them is 1.",
                (
                    lambda a, b: tuple(x * y for x, y in zip_longest(a[::-1], b[::-1], fillvalue=1))[::-1],
                    lambda a, b: (math.prod(a) * math.prod(b),),
                    lambda a, b: math.prod(a) * math.prod(b),
                ),
            ),
            Misconception(
                "error-swallowed",
                "Some result seems friendlier than an error. Here it hides a mistake: PyTorch refuses two sizes that "
                "differ when neither is 1, and a program that goes on computes nonsense. Raise a ValueError for such a "
                "pair.",
                (largest_sizes, *(swallow_error(instead) for instead in (None, (), False, "error"))),
            ),
            Misconception(
                "aligned-left",
                "We read from the left, so lining shapes up there is natural. Broadcasting lines them up at the last "
                "axis, and missing axes are added in front. Walk through both shapes backwards.",
                (align_left,),
            ),
        ),
        inputs=shape_pairs,
    ),
))

# --- row-softmax ------------------------------------------------------------------------------------------------


def score_tables(seed: int) -> list[tuple]:
    """Tables with unequal sides, one row, many classes, and scores of 10,000 above rows of ordinary and of low ones."""
    generator = seeded(seed)
    tables = [torch.randn(rows, classes, generator=generator) for rows, classes in ((2, 3), (5, 4), (1, 6))]
    large = torch.tensor([[1e4, 0.0, -1e4], [1e4, 1e4 - 1, 1e4 - 2], [0.0, 1.0, 2.0], [-1e4, 1 - 1e4, 2 - 1e4]])
    large = large + torch.randn(4, 3, generator=generator)
    return [(table,) for table in (*tables, large)]


ROW_SOFTMAX = Question("row-softmax", "Reduce over a dim", (
    Answer(
        "row_softmax", "a float tensor of the shape of `scores`; each row sums to 1, even for scores such as 10,000",
        lambda scores: scores.softmax(dim=1),
        (
            Misconception(
                "softmax-overflow",
                "The formula is right, and for small scores so is the result. But exp(10,000) is larger than any "
                "float32: it becomes inf, and inf / inf is nan. Take each row's largest score away first; that "
                "changes nothing in the quotient.",
                (lambda scores: scores.exp() / scores.exp().sum(dim=1, keepdim=True),),
            ),
            Misconception(
                "softmax-over-columns",
                "`dim=0` is the first axis, and rows come first, so it looks like \"per row\". But `dim` names the "
                "axis that is summed away: `dim=0` walks down a column. Print `result.sum(dim=1)`; it should be all "
                "ones.",
                (lambda scores: scores.softmax(dim=0),
                 lambda scores: scores.exp() / scores.exp().sum(dim=0)),
            ),
            Misconception(
                "softmax-over-all",
                "All numbers together sum to 1, which looks like a probability. But every row is a case of its own, "
                "with its own probabilities. Sum over the classes only, and keep that axis with `keepdim=True`.",
                (lambda scores: scores.flatten().softmax(0).reshape(scores.shape),
                 lambda scores: scores.exp() / scores.exp().sum()),
            ),
            Misconception(
                "softmax-without-exp",
                "Dividing by the sum makes each row sum to 1. But scores may be negative, and so would be your "
                "\"probabilities\". Exponentiate first: that makes every number positive.",
                (lambda scores: scores / scores.sum(dim=1, keepdim=True),),
            ),
        ),
        inputs=score_tables, rtol=2e-3,  # float32 keeps a score of 10,000 to 1e-3, and so do its logarithms
    ),
))

# --- gradient ---------------------------------------------------------------------------------------------------


def curves_and_points(seed: int) -> list[tuple]:
    """Smooth functions of a tensor, element by element, with the points at which their slope is asked for."""
    generator = seeded(seed)
    a, b = (torch.rand(2, generator=generator) + 0.5).tolist()
    points = torch.rand(8, generator=generator) * 2 - 1
    # Strongly bent and far from zero: no step is both small enough for the bend and large enough for float32.
    return [
        (lambda x: a * x**2 + b * x, points[:4].clone()),
        (lambda x: 3000 + b * torch.sin(7 * a * x) + x, points.clone()),
        (lambda x: torch.exp(a * x), points[0].clone()),
    ]


def observe_slope(slope: Callable, f: Callable, x: Tensor) -> dict:
    returned = slope(f, x)
    return {
        "returned": returned,
        "`x.requires_grad` is no longer False": x.requires_grad,
        "`x.grad` is no longer None": x.grad,
    }


def autograd_slope(f: Callable, x: Tensor) -> Tensor:
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]


def slope_on_callers_tensor(f: Callable, x: Tensor) -> Tensor:
    x.requires_grad_()
    f(x).sum().backward()
    return x.grad


def mean_slope(f: Callable, x: Tensor) -> Tensor:
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x).mean(), x)[0]


def finite_differences() -> tuple[Callable, ...]:
    """Forward, backward and central differences with the steps that people choose."""
    steps = (1.0, *(digit * 10.0**-k for k in range(1, 9) for digit in (5, 2, 1)))
    forward = [lambda f, x, h=h: (f(x + h) - f(x)) / h for h in steps]
    backward = [lambda f, x, h=h: (f(x) - f(x - h)) / h for h in steps]
    central = [lambda f, x, h=h: (f(x + h) - f(x - h)) / (2 * h) for h in steps]
    return (*forward, *backward, *central)


GRADIENT = Question("gradient", "Gradients", (
    Answer(
        "slope", "a float tensor of the shape of `x`, exact to float32; `x` as it was before", autograd_slope,
        (
            Misconception(
                "finite-difference",
                "(f(x+h) − f(x)) / h is what a slope means, and it is close. But a large `h` cuts the corner, and a "
                "tiny one drowns in rounding: float32 keeps about seven digits. Let PyTorch differentiate: call "
                "`backward` or `torch.autograd.grad`.",
                finite_differences(),
            ),
            Misconception(
                "graph-on-callers-tensor",
                "The slope is right. But `x` belongs to the caller, and it now records every later computation, and "
                "its `grad` would be added to by the next one. Work on a copy: `x.detach().clone().requires_grad_()`.",
                (slope_on_callers_tensor,
                 lambda f, x: slope_on_callers_tensor(f, x).clone(),
                 lambda f, x: torch.autograd.grad(f(x.requires_grad_()).sum(), x)[0]),
            ),
            Misconception(
                "mean-for-sum",
                "`backward` wants one number, and a mean is one. But it divides each slope by how many there are. Use "
                "`sum()`: each element then counts once.",
                (mean_slope,),
            ),
        ),
        inputs=curves_and_points, call=observe_slope, rtol=2e-4,
    ),
))

# --- train-step -------------------------------------------------------------------------------------------------


def training_setups(seed: int) -> list[tuple]:
    """Models of one neuron with data and an optimizer: plain gradient descent, momentum, Adam."""
    optimizers = (
        lambda parameters: torch.optim.SGD(parameters, lr=0.5),
        lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9),
        lambda parameters: torch.optim.Adam(parameters, lr=0.05),
    )
    return [_training_setup(seeded(seed + i), make) for i, make in enumerate(optimizers)]


def _training_setup(generator: torch.Generator, make_optimizer: Callable) -> tuple:
    n, n_features = 6, 3
    model = nn.Sequential(nn.Linear(n_features, 1), nn.Flatten(0))  # (n, features) → (n,) logits
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator))
    x = torch.randn(n, n_features, generator=generator)
    y = (torch.rand(n, generator=generator) > 0.5).float()
    return model, x, y, make_optimizer(model.parameters())


def observe_two_steps(train_step: Callable, model: nn.Module, x: Tensor, y: Tensor, optimizer: object) -> dict:
    """Two steps, since a forgotten `zero_grad` shows only in the second."""
    losses = [train_step(model, x, y, optimizer) for _ in range(2)]
    if any(loss is None for loss in losses):
        return None
    return {
        "returned": losses,
        "the loss it returned is no plain Python number": [isinstance(loss, (float, np.floating)) for loss in losses],
        "the model's parameters are not what one step per call makes of them": [p.detach() for p in model.parameters()],
    }


def training_step(*order: str) -> Callable:
    """Return a train step that does the named things in this order and returns its loss as a float."""
    def train_step(model: nn.Module, x: Tensor, y: Tensor, optimizer: torch.optim.Optimizer) -> float:
        loss = functional.binary_cross_entropy_with_logits(model(x), y)
        act = {"zero": optimizer.zero_grad, "backward": loss.backward, "step": optimizer.step}
        for name in order:
            act[name]()
        return loss.item()
    return train_step


def step_returning_tensor(model: nn.Module, x: Tensor, y: Tensor, optimizer: torch.optim.Optimizer) -> Tensor:
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


TRAIN_STEP = Question("train-step", "One training step", (
    Answer(
        "train_step", "the loss before the step, as a Python float; the parameters moved by one step",
        training_step("zero", "backward", "step"),
        (
            Misconception(
                "no-zero-grad",
                "The first step is right, which makes this hard to see. But `backward` adds to `grad`, it does not "
                "replace it: the second step still carries the first gradient. Call `optimizer.zero_grad()` once in "
                "every step.",
                (training_step("backward", "step"),),
            ),
            Misconception(
                "step-before-backward",
                "The calls look complete, but the parameters do not move by this step's gradient. `step` uses what "
                "`backward` has put into `grad`, so it comes after it, with no `zero_grad` in between. Write "
                "`zero_grad`, `backward`, `step`, in this order.",
                tuple(training_step(*order) for order in (
                    ("zero", "step", "backward"), ("step", "zero", "backward"), ("step", "backward", "zero"),
                    ("step", "backward"), ("backward", "zero", "step"), ("zero", "backward"), ("backward",), (),
                )),
            ),
            Misconception(
                "loss-not-a-float",
                "The loss tensor shows the right number. But it holds on to the whole graph that computed it; a list "
                "of a thousand such losses keeps a thousand graphs in memory. Return `loss.item()`.",
                (step_returning_tensor, lambda *setup: step_returning_tensor(*setup).detach()),
            ),
        ),
        inputs=training_setups, call=observe_two_steps, changes_inputs=True,
    ),
))

# --- is-it-learning ---------------------------------------------------------------------------------------------


def training_runs(seed: int) -> list[tuple]:
    """Runs that learn, stand still, get worse or only look good: (losses, accuracy, n_classes), in random order."""
    generator = seeded(seed)
    noise = [0.04 * share for share in torch.rand(9, generator=generator).tolist()]
    smooth = [1.2 - 0.12 * i + bump for i, bump in enumerate(noise[:8])]  # falls at every step: 0.12 > 0.04
    uneven = [*smooth[:4], smooth[3] + 0.05, *smooth[5:7], smooth[6] + 0.02]  # real ones jitter, the last value too
    rising = [*uneven[::-1][:6], 1.3, 1.25]  # falls a little at its end
    bouncing = [0.6, 0.4, 0.3, 0.5, 0.9, 1.5, 2.4, 4.0]  # well below its start for a while
    n = int(torch.randint(4, 40, (), generator=generator))  # classes; chance is 1 / n
    e = noise[8]
    runs = [
        (smooth, 0.9 + e, 2), (uneven, 0.9 - e, 2), (uneven, 0.5, 2), (uneven, 0.44 + e, 2), (uneven, 0.6 + e, 2),
        (uneven, (1.5 + e) / n, n), (uneven, (0.6 + e) / n, n), (uneven, 1 / n, n), (uneven, 0.2 + e, 4),
        (rising, 0.9 - e, 2), (rising, (1.5 + e) / n, n), (bouncing, 0.7 + e, n),
        ([0.7] * 8, 0.5, 2), ([0.7] * 8, 0.8 + e, 4),
    ]
    scales = [9.0, 0.1, *(torch.rand(len(runs), generator=generator) * 9 + 0.1).tolist()]  # no loss is low as such
    order = torch.randperm(len(runs), generator=generator).tolist()
    return [([loss * scales[i] for loss in runs[i][0]], *runs[i][1:]) for i in order]


def falls(losses: list[float]) -> bool:
    return losses[-1] < losses[0]


IS_IT_LEARNING = Question("is-it-learning", "Is it learning?", (
    Answer(
        "is_learning", "True or False", lambda losses, accuracy, n_classes: falls(losses) and accuracy > 1 / n_classes,
        (
            Misconception(
                "loss-only",
                "A falling loss is the first thing to look for. But a model may grow more certain and still guess no "
                "better than chance. Ask for both: the loss falls, and the accuracy is above chance.",
                (lambda losses, accuracy, n_classes: falls(losses),),
            ),
            Misconception(
                "accuracy-only",
                "The accuracy is what we want in the end. But a high value under a flat or rising loss was there "
                "before training, or is on its way down: nothing is learned. Ask for both.",
                (lambda losses, accuracy, n_classes: accuracy > 1 / n_classes,),
            ),
            Misconception(
                "chance-is-always-half",
                "With two classes, guessing gets half of them right. With ten it gets a tenth, so 0.36 is progress "
                "there. Compute chance from `n_classes`.",
                (lambda losses, accuracy, n_classes: falls(losses) and accuracy > 0.5,
                 lambda losses, accuracy, n_classes: accuracy > 0.5),
            ),
            Misconception(
                "must-fall-at-every-step",
                "A loss that falls at every step would be clear proof. Real ones jitter, since each step sees other "
                "data or goes a little too far. Compare the end with the beginning.",
                (lambda losses, accuracy, n_classes:
                    all(b < a for a, b in zip(losses, losses[1:])) and accuracy > 1 / n_classes,),
            ),
        ),
        inputs=training_runs,
    ),
))

# --- first-rates ------------------------------------------------------------------------------------------------


def four_counts(seed: int) -> list[tuple]:
    """The lesson's own table for the public seed, then tables with four different counts."""
    generator = seeded(seed)
    tables = [tuple((torch.randperm(60, generator=generator)[:4] + 3).tolist()) for _ in range(3)]
    return [(8, 2, 1, 9), *tables] if seed == 0 else tables


def counted_rates(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)


def swapped_rates(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    precision, recall, accuracy = counted_rates(tp, fn, fp, tn)
    return recall, precision, accuracy


def rates_over_all(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    _, recall, accuracy = counted_rates(tp, fn, fp, tn)
    return tp / (tp + fn + fp + tn), recall, accuracy


def accuracy_of_positives(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    precision, recall, _ = counted_rates(tp, fn, fp, tn)
    return precision, recall, tp / (tp + fn + fp + tn)


def rates_of_negatives(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    return counted_rates(tn, fp, fn, tp)


FIRST_RATES = Question("first-rates", "The four cells", (
    Answer(
        "rates", "three numbers from 0 to 1: precision, recall, accuracy", counted_rates,
        (
            Misconception(
                "precision-recall-swapped",
                "Both start from the same TP, so they are easily swapped. Precision looks at what the model *marked* "
                "(TP and FP), recall at what is *there* (TP and FN). Check the two denominators.",
                (swapped_rates,),
            ),
            Misconception(
                "tp-over-everything",
                "Dividing by all cases gives a share, but of the whole table: it asks how common a hit is. Precision "
                "asks how many of the *marked* ones are right. Divide by TP + FP.",
                (rates_over_all,
                 lambda tp, fn, fp, tn: (tp / (tp + fn + fp + tn), tp / (tp + fn + fp + tn),
                                         (tp + tn) / (tp + fn + fp + tn))),
            ),
            Misconception(
                "accuracy-without-tn",
                "TP are right answers, but not the only ones: a good mail that was left alone is right too. Add TN to "
                "the numerator of the accuracy.",
                (accuracy_of_positives,),
            ),
            Misconception(
                "positive-is-the-other-class",
                "The formulas are right, but for the other class: you counted the negatives as the ones to be found. "
                "Start from TP, not from TN.",
                (rates_of_negatives,),
            ),
        ),
        inputs=four_counts, atol=5e-4,
    ),
))

# --- fraud ------------------------------------------------------------------------------------------------------

FRAUD = Question("fraud", "98 % accuracy, 12 % recall", (
    Answer(
        "ship_it", "True or False", False,
        (
            Misconception(
                "accuracy-is-enough",
                "98 % sounds like a pass, and for classes of equal size it would be. Here nearly all payments are "
                "honest: a model that never says fraud scores about as well. Look at what it is *for*, and how much "
                "of that it finds.",
                (True,),
            ),
        ),
    ),
    Answer(
        "missed_share", "a share from 0 to 1", 1 - 0.12,
        (
            Misconception(
                "recall-is-what-is-missed",
                "0.12 is the recall: the share of frauds that is *found*. Asked is the share that slips through. "
                "The two add up to 1.",
                (0.12,),
            ),
            Misconception(
                "accuracy-of-frauds",
                "0.02 is the share of all payments that the model gets wrong. Asked is a share of the frauds alone; "
                "their recall tells it.",
                (0.02,),
            ),
            Misconception(
                "percent-for-share",
                "The number is right as a percentage. A share goes from 0 to 1: divide by 100.",
                (88, 88.0),
            ),
        ),
        atol=5e-3,
    ),
))

QUESTIONS = (TENSOR_SHAPE, BROADCAST, ROW_SOFTMAX, GRADIENT, TRAIN_STEP, IS_IT_LEARNING, FIRST_RATES, FRAUD)
