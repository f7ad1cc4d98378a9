"""The key of `is-it-learning`."""
from __future__ import annotations

from statistics import mean

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.is_it_learning import IS_IT_LEARNING


def falls(losses: list[float]) -> bool:
    return losses[-1] < losses[0]


IS_IT_LEARNING_KEY = Key(IS_IT_LEARNING, (
    Solution(
        IS_IT_LEARNING["is_learning"], lambda losses, accuracy, n_classes: falls(losses) and accuracy > 1 / n_classes,
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
                "good-score-for-chance",
                "0.7 is a good sign with two classes, but it is no threshold: 0.6 is above chance there too, and with "
                "ten classes 0.36 is far above it. Compare with what guessing gets, computed from `n_classes`.",
                (lambda losses, accuracy, n_classes: falls(losses) and accuracy > 0.7,
                 lambda losses, accuracy, n_classes: accuracy > 0.7),
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
                "must-fall-at-every-step",
                "A loss that falls at every step would be clear proof. Real ones jitter, since each step sees other "
                "data or goes a little too far. Compare the end with the beginning.",
                (lambda losses, accuracy, n_classes:
                    all(b < a for a, b in zip(losses, losses[1:])) and accuracy > 1 / n_classes,),
            ),
            Misconception(
                "averages-compared",
                "Averages smooth the jitter away, which is wise for a long curve. But they hide a run that explodes at "
                "its end, where all that it had learned is lost. Compare the last loss with the first.",
                (lambda losses, accuracy, n_classes:
                    mean(losses[len(losses) // 2:]) < mean(losses[:len(losses) // 2]) and accuracy > 1 / n_classes,),
            ),
        ),
    ),
))
