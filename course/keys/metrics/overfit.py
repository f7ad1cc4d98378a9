"""The key of `overfit`."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import torch

from course.checking.facts import Fact, numeric
from course.checking.key import Key, Misconception, Solution
from course.keys.metrics.drawings import draw_losses
from course.questions.metrics.overfit import OVERFIT

Losses = list[float]
Way = Callable[[Losses, Losses], object]


def best_epoch(train_loss: Losses, val_loss: Losses) -> int:
    return lowest(val_loss)


def lowest(losses: Losses) -> int:
    return losses.index(min(losses))


def first_rise(losses: Losses) -> int:
    """The epoch before the first at which the loss rises."""
    return next((i for i in range(len(losses) - 1) if losses[i + 1] > losses[i]), len(losses) - 1)


def first_that_does_not_fall(losses: Losses) -> int:
    return next((i for i in range(len(losses) - 1) if losses[i + 1] >= losses[i]), len(losses) - 1)


def patient(losses: Losses, patience: int) -> int:
    """The best epoch up to where it has not improved for so many."""
    best = waited = 0
    for epoch, loss in enumerate(losses):
        best, waited = (epoch, 0) if epoch == 0 or loss < losses[best] else (best, waited + 1)
        if waited >= patience:
            break
    return best


def improved(losses: Losses, by: float) -> int:
    """The last epoch that is better than the best before it by so much."""
    best = 0
    for epoch, loss in enumerate(losses):
        best = epoch if loss < losses[best] - by else best
    return best


def from_a_start(losses: Losses, start: float) -> int:
    best, epoch = start, 0
    for i, loss in enumerate(losses):
        if loss < best:
            best, epoch = loss, i
    return epoch


def rounded(losses: Losses, digits: int) -> int:
    return lowest([round(loss, digits) for loss in losses])


def gaps(train_loss: Losses, val_loss: Losses) -> Losses:
    return [val - train for train, val in zip(train_loss, val_loss)]


def last_below(train_loss: Losses, val_loss: Losses) -> int:
    """The last epoch at which the validation loss is not above the training loss; 0 if there is none."""
    return max((i for i, gap in enumerate(gaps(train_loss, val_loss)) if gap <= 0), default=0)


def first_above(train_loss: Losses, val_loss: Losses, back: int = 0) -> int:
    found = next((i for i, gap in enumerate(gaps(train_loss, val_loss)) if gap > 0), len(val_loss) - 1)
    return max(found - back, 0)


def steepest(losses: Losses) -> int:
    """The epoch after the largest fall."""
    return 1 + lowest([after - before for before, after in zip(losses, losses[1:])] or [0]) if losses[1:] else 0


def of_validation(rule: Callable[..., object], *more: float) -> Way:
    return lambda train_loss, val_loss: rule(val_loss, *more)


def without_epoch_0(train_loss: Losses, val_loss: Losses) -> int:
    return min(range(1, len(val_loss)), key=lambda epoch: val_loss[epoch])


def loop_from_1(train_loss: Losses, val_loss: Losses) -> int:
    return lowest(val_loss[1:]) + 1 if val_loss[1:] else 0


HINTS: dict[str, tuple[str, Sequence[Way]]] = {
    "last-epoch": (
        "The longer a model learns, the better it knows what it's shown. But from some epoch on it memorizes its "
        "examples and gets worse on others. Look for the lowest validation loss.",
        (lambda train_loss, val_loss: len(val_loss) - 1, lambda train_loss, val_loss: -1),
    ),
    "number-of-epochs": (
        "That's how many epochs there were. The question is after which of them you'd keep the model: where the loss "
        "on other examples is lowest.",
        (lambda train_loss, val_loss: len(val_loss),),
    ),
    "lowest-training-loss": (
        "That's where the training loss is lowest, which training asks for. But a model gets there by memorizing, too. "
        "How it does on others, only the other list says. (`train_loss` is the first argument, `val_loss` the second.)",
        (lambda train_loss, val_loss: lowest(train_loss),),
    ),
    "first-rise": (
        "A rise is the sign of overfitting, if it lasts. Real curves jitter, and some here rise for a moment and then "
        "go on falling. Take the lowest point of the whole curve.",
        (of_validation(first_rise), lambda train_loss, val_loss: min(first_rise(val_loss) + 1, len(val_loss) - 1)),
    ),
    "first-that-does-not-fall": (
        "You stop as soon as the loss doesn't fall any further, and a plateau or a small bump is enough for that. Some "
        "curves here go on falling afterward. Take the lowest point of the whole curve.",
        (of_validation(first_that_does_not_fall),),
    ),
    "stopped-too-soon": (
        "Patience saves time while a model is training: after some epochs without a new best, it stops. Here all "
        "epochs are there already, and one curve gets better after a long bump. Look at the whole list.",
        tuple(of_validation(patient, patience) for patience in (2, 3, 4, 5, 6, 7, 8)),
    ),
    "small-differences-ignored": (
        "Two losses that differ by a hair count as equal for you: you rounded them, or asked for an improvement of "
        "some size. The question is only where the loss is lowest, even if by a hair.",
        (*(of_validation(improved, by) for by in (0.001, 0.005, 0.01, 0.02, 0.05, 0.1)),
         *(of_validation(rounded, digits) for digits in (2, 3, 1))),
    ),
    "best-starts-too-low": (
        "Your best loss so far begins with a fixed number. If no loss is ever below that, nothing is found, and epoch "
        "0 comes back. Begin with the first loss of the list, or with `float(\"inf\")`.",
        tuple(of_validation(from_a_start, start) for start in (1.0, 0.5, 2.0, 10.0, 100.0)),
    ),
    "always-epoch-0": (
        "Epoch 0 comes back for every run. Is your comparison ever true? A best loss that begins with 0 does that: no "
        "loss is below it. Or a `return` inside the loop.",
        (lambda train_loss, val_loss: 0,),
    ),
    "epoch-0-left-out": (
        "Epoch 0 isn't among your candidates. But a run may get worse from the start, or have a single epoch, and then "
        "epoch 0 is the one to keep. Begin the range at 0.",
        (without_epoch_0, lambda train_loss, val_loss: val_loss.index(min(val_loss[1:])), loop_from_1),
    ),
    "highest-validation-loss": (
        "For an accuracy, the highest is best. This is a loss: the lower, the better. Turn it around.",
        (lambda train_loss, val_loss: val_loss.index(max(val_loss)),),
    ),
    "smallest-gap": (
        "A small gap is a good sign. But it only says that both losses are alike, and they're often alike where "
        "nothing has been learned yet. Take the lowest validation loss.",
        (lambda train_loss, val_loss: lowest([abs(gap) for gap in gaps(train_loss, val_loss)]),
         lambda train_loss, val_loss: lowest(gaps(train_loss, val_loss))),
    ),
    "largest-gap": (
        "Where the gap is largest, overfitting is at its worst, and you wouldn't keep that model. Take the lowest "
        "validation loss.",
        (lambda train_loss, val_loss: lowest([-gap for gap in gaps(train_loss, val_loss)]),),
    ),
    "where-the-curves-cross": (
        "You looked for the place where the validation loss gets above the training loss. That's no sign yet: a model "
        "mostly does a bit worse on others, and both may go on falling. Look for the lowest validation loss.",
        (last_below, first_above, lambda train_loss, val_loss: first_above(train_loss, val_loss, 1)),
    ),
    "lowest-sum": (
        "Adding both losses lets both curves speak. But the training loss falls to the end and pulls the choice along. "
        "Ask the validation loss alone.",
        (lambda train_loss, val_loss: lowest([a + b for a, b in zip(train_loss, val_loss)]),),
    ),
    "steepest-fall": (
        "You took the epoch after the largest fall. There the model learns fastest, but it isn't done. Take the lowest "
        "validation loss.",
        (of_validation(steepest),),
    ),
    "counted-from-1": (
        "It's the right epoch, as people count. The lists begin at 0, and so do their indices. Return the index.",
        (lambda train_loss, val_loss: lowest(val_loss) + 1,),
    ),
    "one-epoch-too-early": (
        "You're one epoch early, the one before the lowest loss. In a slice like `val_loss[1:]`, indices begin at 0 "
        "again; or is there a `- 1` too many?",
        (lambda train_loss, val_loss: lowest(val_loss) - 1, lambda train_loss, val_loss: max(lowest(val_loss) - 1, 0)),
    ),
    "index-within-a-slice": (
        "`val_loss[1:]` is a new list, and its indices begin at 0 again. So yours are one too small, and epoch 0 is no "
        "candidate. Search the whole list.",
        (lambda train_loss, val_loss: lowest(val_loss[1:]),),
    ),
    "last-of-equals": (
        "Two epochs have the same validation loss, so either is as good. The earlier one has had less time to "
        "memorize, and costs less: take the first. (`<=` takes the last.)",
        (lambda train_loss, val_loss: len(val_loss) - 1 - lowest(val_loss[::-1]),),
    ),
    "loss-for-epoch": (
        "That's the lowest validation loss itself. The question is when it was reached: its index in the list.",
        (lambda train_loss, val_loss: min(val_loss),),
    ),
    "index-of-another-list": (
        "You took the lowest loss of one list and looked for it in the other, where it isn't. Use the same list for "
        "both: the one that tells how the model does on others.",
        (lambda train_loss, val_loss: val_loss.index(min(train_loss)),
         lambda train_loss, val_loss: train_loss.index(min(val_loss))),
    ),
    "list-is-no-tensor": (
        "`val_loss` is a plain Python list, and only tensors and arrays know `argmin`. Make a tensor of it, or use "
        "what lists have: `min(…)` and `.index(…)`.",
        (lambda train_loss, val_loss: val_loss.argmin(), lambda train_loss, val_loss: val_loss.min(),
         lambda train_loss, val_loss: torch.argmin(val_loss), lambda train_loss, val_loss: torch.min(val_loss)),
    ),
}
WORDS = (
    Misconception(
        "training-curve",
        "The training loss is the one that training sees. It falls with learning and with memorizing alike, so it "
        "can't tell the two apart. Which examples has the model not learned from?",
        ("training", "train", "train_loss", "training loss", "training curve", "the training curve"),
    ),
    Misconception(
        "both-curves",
        "You need both to see the gap, and the gap says that it overfits. But when to stop, one of them says alone: it "
        "turns upward while the other goes on falling. Which one?",
        ("both", "both curves", "training and validation", "gap", "the gap"),
    ),
    Misconception(
        "not-one-of-the-three-words",
        "You mean the right thing, or nearly. Write one of the three words just as the question has it, in quotes.",
        ("val", "val_loss", "valid", "validation loss", "validation_loss", "validation curve", "the validation curve",
         "validation set", "val loss"),
    ),
    Misconception(
        "test-curve",
        "The test set is for one last look. Whoever chooses an epoch by it has used it up. Which data are there to "
        "choose by?",
        ("test", "test curve", "test_loss", "test loss"),
    ),
)


def draw(arguments: tuple[Losses, Losses], came: Fact) -> str:
    """Return both curves with the epoch that came and the right one; nothing of a single epoch."""
    train_loss, val_loss = arguments
    number = numeric(came)
    yours = number.item() if number is not None and number.numel() == 1 and number.isfinite().all() else None
    if yours is not None and not 0 <= yours <= len(val_loss) - 1:
        yours = None  # it is no epoch of this run
    return draw_losses(train_loss, val_loss, yours, lowest(val_loss)) if len(val_loss) > 1 else ""


OVERFIT_KEY = Key(OVERFIT, (
    Solution(OVERFIT["best_epoch"], best_epoch,
             tuple(Misconception(name, hint, tuple(ways)) for name, (hint, ways) in HINTS.items()), picture=draw),
    Solution(OVERFIT["which_curve"], "validation", WORDS),
))
