"""The key of `overfit`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.questions.metrics.overfit import OVERFIT


def lowest(losses: list[float]) -> int:
    return losses.index(min(losses))


def first_rise(losses: list[float]) -> int:
    """The epoch before the first at which the loss rises."""
    return next((i for i in range(len(losses) - 1) if losses[i + 1] > losses[i]), len(losses) - 1)


def smallest_gap(train_loss: list[float], val_loss: list[float]) -> int:
    return lowest([abs(val - train) for train, val in zip(train_loss, val_loss)])


def lowest_difference(train_loss: list[float], val_loss: list[float]) -> int:
    return lowest([val - train for train, val in zip(train_loss, val_loss)])


OVERFIT_KEY = Key(OVERFIT, (
    Solution(
        OVERFIT["best_epoch"], lambda train_loss, val_loss: lowest(val_loss),
        (
            Misconception(
                "last-epoch",
                "The longer a model learns, the better it knows what it is shown. But from some epoch on it memorizes "
                "its examples and gets worse on others. Look for the lowest validation loss.",
                (lambda train_loss, val_loss: len(val_loss) - 1, lambda train_loss, val_loss: -1),
            ),
            Misconception(
                "lowest-training-loss",
                "A low training loss is what training asks for. But a model gets it by memorizing the examples, "
                "too. How it does on others, only the other curve says.",
                (lambda train_loss, val_loss: lowest(train_loss),),
            ),
            Misconception(
                "first-rise",
                "A rise is the sign of overfitting, if it lasts. Real curves jitter, and this one rose for a moment "
                "and then went on falling. Take the lowest point of the whole curve.",
                (lambda train_loss, val_loss: first_rise(val_loss),),
            ),
            Misconception(
                "highest-validation-loss",
                "For an accuracy the highest is best. This is a loss: the lower, the better. Turn it round.",
                (lambda train_loss, val_loss: val_loss.index(max(val_loss)),),
            ),
            Misconception(
                "smallest-gap",
                "A small gap is a good sign, but it is smallest where nothing has been learned yet, both losses being "
                "high. Take the lowest validation loss.",
                (smallest_gap, lowest_difference),
            ),
            Misconception(
                "lowest-sum",
                "Adding both losses up lets both curves speak. But the training loss falls to the end and pulls the "
                "choice along. Ask the validation loss alone.",
                (lambda train_loss, val_loss: lowest([a + b for a, b in zip(train_loss, val_loss)]),),
            ),
            Misconception(
                "counted-from-1",
                "It is the right epoch, as people count. The lists begin at 0, and so do their indices. Return the "
                "index.",
                (lambda train_loss, val_loss: lowest(val_loss) + 1,),
            ),
            Misconception(
                "last-of-equals",
                "Both epochs have the same validation loss, so either is as good. The earlier one has had less time to "
                "memorize, and costs less: take the first.",
                (lambda train_loss, val_loss: len(val_loss) - 1 - lowest(val_loss[::-1]),),
            ),
            Misconception(
                "loss-for-epoch",
                "That is the lowest validation loss itself. Asked is when it was reached: its index in the list.",
                (lambda train_loss, val_loss: min(val_loss),),
            ),
        ),
    ),
    Solution(
        OVERFIT["which_curve"], "validation",
        (
            Misconception(
                "training-curve",
                "The training loss is the one that training sees. It falls with learning and with memorizing "
                "alike, so it cannot tell the two apart. Which cases has the model not learned from?",
                ("training",),
            ),
            Misconception(
                "both-curves",
                "You need both to see the gap, and the gap says that it overfits. But when to stop, one of them says "
                "alone: it turns upwards while the other goes on falling. Which one?",
                ("both",),
            ),
        ),
    ),
))
