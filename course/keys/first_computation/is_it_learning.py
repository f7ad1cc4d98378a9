"""The key of `is-it-learning`."""
from __future__ import annotations

from collections.abc import Callable
from statistics import mean

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.is_it_learning import IS_IT_LEARNING

Losses = list[float]


def falls(losses: Losses) -> bool:
    return losses[-1] < losses[0]


def falls_at_every_step(losses: Losses) -> bool:
    return all(b < a for a, b in zip(losses, losses[1:]))


def falls_and_beats(threshold: float) -> tuple[Callable, Callable]:
    """Return the ways that ask for a fixed accuracy, more than it or at least as much, of a loss that falls."""
    return (lambda losses, accuracy, n_classes: falls(losses) and accuracy > threshold,
            lambda losses, accuracy, n_classes: falls(losses) and accuracy >= threshold)


def beats_chance_and(good: Callable[[Losses], bool]) -> Callable:
    """Return the way that asks the right thing of the accuracy and something of its own of the losses."""
    return lambda losses, accuracy, n_classes: good(losses) and accuracy > 1 / n_classes


def as_text(yes: str, no: str) -> Callable:
    return lambda losses, accuracy, n_classes: yes if falls(losses) and accuracy > 1 / n_classes else no


def index_past_the_end(losses: Losses, accuracy: float, n_classes: int) -> bool:
    return losses[len(losses)] < losses[0] and accuracy > 1 / n_classes


IS_IT_LEARNING_KEY = Key(IS_IT_LEARNING, (
    Solution(
        IS_IT_LEARNING["is_learning"], beats_chance_and(falls),
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
                "whole-number-chance",
                "Chance is 1 divided by the number of classes. But `//` throws away what comes after the point, and "
                "so does `int`, so your chance is 0 and any accuracy above 0 beats it. Use `/`.",
                (lambda losses, accuracy, n_classes: falls(losses) and accuracy > 1 // n_classes,),
            ),
            Misconception(
                "chance-is-always-half",
                "With two classes, guessing gets half of them right. With ten it gets a tenth, so 0.36 is progress "
                "there. Compute chance from `n_classes`.",
                (*falls_and_beats(0.5), lambda losses, accuracy, n_classes: accuracy > 0.5),
            ),
            Misconception(
                "good-score-for-chance",
                "0.7 is a good sign with two classes, but it's no threshold: 0.6 is above chance there too, and with "
                "ten classes 0.36 is far above it. Compare with what guessing gets, computed from `n_classes`.",
                (*falls_and_beats(0.7), lambda losses, accuracy, n_classes: accuracy > 0.7),
            ),
            Misconception(
                "either-for-both",
                "Each of the two is a good sign, so one alone looks like enough. But a falling loss with an accuracy "
                "at chance is no progress, and neither is a high accuracy with a rising loss. Both must hold at once: "
                "look at the word that joins your two conditions.",
                (lambda losses, accuracy, n_classes: falls(losses) or accuracy > 1 / n_classes,),
            ),
            Misconception(
                "chance-counts-as-learning",
                "Exactly chance looks like a threshold that may count either way. But a model that guesses gets it "
                "without having learned anything. Ask for more than chance.",
                (lambda losses, accuracy, n_classes: falls(losses) and accuracy >= 1 / n_classes,),
            ),
            Misconception(
                "flat-counts-as-falling",
                "A loss that ends where it began hasn't risen, which looks harmless. But it hasn't fallen either: "
                "with a learning rate of 0 it would look just so. Ask for a last loss below the first.",
                (beats_chance_and(lambda losses: losses[-1] <= losses[0]),),
            ),
            Misconception(
                "loss-turned-around",
                "You compare the right two losses, and accuracy with chance. But you let a run pass when its loss "
                "rises. The smaller the loss, the better: turn that comparison around.",
                (beats_chance_and(lambda losses: losses[-1] > losses[0]),
                 beats_chance_and(lambda losses: losses[-1] >= losses[0])),
            ),
            Misconception(
                "accuracy-turned-around",
                "The losses are compared correctly, and chance may be as well. But you let a run pass when its "
                "accuracy is below chance. The larger the accuracy, the better: turn that comparison around.",
                (lambda losses, accuracy, n_classes: falls(losses) and accuracy < 1 / n_classes,
                 lambda losses, accuracy, n_classes: falls(losses) and accuracy <= 1 / n_classes),
            ),
            Misconception(
                "verdict-turned-around",
                "You look at the right things, but say the opposite: False for a run that learns, and True for one "
                "that doesn't. Turn the result around.",
                (lambda losses, accuracy, n_classes: not (falls(losses) and accuracy > 1 / n_classes),),
            ),
            Misconception(
                "lowest-loss",
                "The lowest loss shows what was reached at some point. But a run that dips and climbs again has lost "
                "it by the end. Compare the last loss with the first.",
                (beats_chance_and(lambda losses: min(losses) < losses[0]),
                 beats_chance_and(lambda losses: min(losses[1:]) < losses[0])),
            ),
            Misconception(
                "last-must-be-the-lowest",
                "At the end of a good run the loss is low, so you ask for its lowest value there. But real losses "
                "jitter, and one a little lower may come earlier. Below the first is enough.",
                (beats_chance_and(lambda losses: losses[-1] <= min(losses) < losses[0]),
                 beats_chance_and(lambda losses: losses[-1] == min(losses))),
            ),
            Misconception(
                "last-two-steps",
                "The last step shows where the loss is going right now. But real ones jitter, so a single step may go "
                "up in a good run and down in a bad one. Compare the last loss with the very first.",
                (beats_chance_and(lambda losses: losses[-1] < losses[-2]),),
            ),
            Misconception(
                "second-for-first",
                "The first loss is where you start, so the idea is right. But Python counts from 0, and `losses[1]` "
                "is the second one. Which index does the first have?",
                (beats_chance_and(lambda losses: losses[-1] < losses[1]),),
            ),
            Misconception(
                "index-past-the-end",
                "There are `len(losses)` losses, but Python counts from 0, so the last one has an index one smaller. "
                "Count from the end instead: which index is that?",
                (index_past_the_end,),
            ),
            Misconception(
                "must-fall-by-much",
                "A loss that falls by much is easy to trust, and you ask for a share of it at least. But a run that "
                "has only begun to learn falls by little, and it falls. Below the first is enough.",
                (*(beats_chance_and(lambda losses, part=part: losses[-1] < part * losses[0])
                   for part in (0.5, 0.7, 0.75, 0.8, 0.9, 0.95)),
                 beats_chance_and(lambda losses: losses[-1] <= losses[0] / 2)),
            ),
            Misconception(
                "first-two-losses",
                "You compare two losses, which is the idea. But the first two show only what a single step did. What "
                "counts is where the run ends.",
                (beats_chance_and(lambda losses: losses[1] < losses[0]),),
            ),
            Misconception(
                "some-step-falls",
                "One step down is enough for you. But every run has some, and a bad one climbs in between. Don't look "
                "at the steps: compare the last loss with the first.",
                (beats_chance_and(lambda losses: any(b < a for a, b in zip(losses, losses[1:]))),),
            ),
            Misconception(
                "below-the-highest",
                "The highest loss looks like the worst of all starts. But a run that climbs has its highest loss "
                "later on, and being below that is no progress. Compare with the first.",
                (beats_chance_and(lambda losses: losses[-1] < max(losses)),),
            ),
            Misconception(
                "margin-above-chance",
                "A little above chance may be luck, so a margin is prudent. But the question says above chance, by "
                "however little, and with many classes a margin asks for too much. Compare with chance itself.",
                (*(lambda losses, accuracy, n_classes, by=by: falls(losses) and accuracy > 1 / n_classes + by
                   for by in (0.02, 0.05, 0.1, 0.2)),
                 *(lambda losses, accuracy, n_classes, by=by: falls(losses) and accuracy > by / n_classes
                   for by in (1.5, 2))),
            ),
            Misconception(
                "fixed-threshold",
                "Your threshold for the accuracy is the same for every run. It fits some number of classes, and no "
                "other. Compute what guessing gets from `n_classes`.",
                (*(way for threshold in (0.1, 0.2, 0.25, 0.3, 0.6, 0.8, 0.9) for way in falls_and_beats(threshold)),),
            ),
            Misconception(
                "two-verdicts-for-one",
                "Both conditions are right, but you return one verdict on each. A single True or False is asked for, "
                "and it's True only if both hold. Which word joins them?",
                (lambda losses, accuracy, n_classes: (falls(losses), accuracy > 1 / n_classes),),
            ),
            Misconception(
                "losses-taken-for-tensors",
                "`losses` is a plain list of Python numbers. Neither the list nor a number in it has a tensor's "
                "methods, and they need none: take the numbers by their index and compare them.",
                (lambda losses, accuracy, n_classes: losses[-1].item(),
                 lambda losses, accuracy, n_classes: losses.min(), lambda losses, accuracy, n_classes: losses.mean(),
                 lambda losses, accuracy, n_classes: losses.item(),
                 lambda losses, accuracy, n_classes: losses.tolist()),
            ),
            Misconception(
                "below-the-average",
                "The average tells how high the losses were all in all. But a run may climb, come halfway back, and "
                "end below its average, yet above its start. Compare the last loss with the first.",
                (beats_chance_and(lambda losses: losses[-1] < mean(losses)),
                 beats_chance_and(lambda losses: losses[-1] <= mean(losses))),
            ),
            Misconception(
                "smallest-against-largest",
                "The smallest loss is below the largest in every run that isn't flat, wherever the two stand. Their "
                "order in time is what counts, so don't sort: compare the last loss with the first.",
                (beats_chance_and(lambda losses: min(losses) < max(losses)),
                 beats_chance_and(lambda losses: min(losses) != max(losses))),
            ),
            Misconception(
                "small-loss",
                "A small loss sounds good. But how small is good depends on the data and on the kind of loss, so no "
                "fixed number can tell. Compare with the loss that the run itself started from.",
                tuple(beats_chance_and(lambda losses, good=good: losses[-1] < good)
                      for good in (0.1, 0.2, 0.3, 0.5, 0.69, 0.7, 1.0)),
            ),
            Misconception(
                "must-fall-at-every-step",
                "A loss that falls at every step would be clear proof. Real ones jitter, since each step sees other "
                "data or goes a little too far. Compare the end with the beginning.",
                (beats_chance_and(falls_at_every_step),
                 beats_chance_and(lambda losses: all(b <= a for a, b in zip(losses, losses[1:]))),
                 lambda losses, accuracy, n_classes: falls_at_every_step(losses)),
            ),
            Misconception(
                "averages-compared",
                "Averages smooth the jitter away, which is wise for a long curve. But they blur its two ends: a run "
                "that explodes at the end may look good, and one that dips early may look bad. Compare the last loss "
                "with the first.",
                (beats_chance_and(lambda losses: mean(losses[len(losses) // 2:]) < mean(losses[:len(losses) // 2])),
                 beats_chance_and(lambda losses: mean(losses) < losses[0])),
            ),
            Misconception(
                "verdict-as-text",
                "The verdicts are right, but in quotes they're words. To Python any text counts as true, even "
                "\"False\". Return True or False themselves.",
                (as_text("True", "False"), as_text("true", "false"), as_text("yes", "no"), as_text("Yes", "No")),
            ),
            Misconception(
                "never-learning",
                "You said False to every run, and some of them do learn. One of your conditions never holds, or "
                "nothing comes back but False. Print both conditions for a run that learns.",
                (lambda losses, accuracy, n_classes: False,),
            ),
            Misconception(
                "always-learning",
                "You said True to every run, and some of them learn nothing. One comparison at least has to come out "
                "False for those. Print both conditions for a run that doesn't learn.",
                (lambda losses, accuracy, n_classes: True,),
            ),
        ),
    ),
))
