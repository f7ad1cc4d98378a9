"""The key of `which-metric`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.which_metric import WHICH_METRIC

MEASURES = ("specificity", "sensitivity", "true positive rate", "tpr", "false positive rate", "fpr", "tnr", "fnr",
            "true negative rate", "false negative rate", "hit rate", "auc", "roc", "roc auc", "error rate", "error",
            "positive predictive value", "ppv", "npv", "loss", "mse", "mae", "confusion matrix", "threshold")
MISTAKES = ("false positives", "false positive", "fp", "false alarms", "false alarm", "false negatives",
            "false negative", "fn", "misses", "miss", "missed", "missed tumors", "missed tumor", "true positives",
            "true positive", "tp", "true negatives", "true negative", "tn")


def hint_f1(metric: str, mistake: str) -> str:
    return (f"F1 weighs {metric} against the other one, which is a good habit where both mistakes cost the same. Here "
            f"one costs far more: {mistake}. Take the metric that falls with each of those.")


def forms(goal: str) -> tuple[Misconception, ...]:
    """The forms in which an answer isn't one of the four words."""
    return (
        Misconception(
            f"more-than-the-word-for-{goal}",
            "There's one of the four words in it. But what's asked for is that word alone, so that nobody has to guess "
            "which one you mean. Leave out everything around it.",
            ("precision, because of the good emails", "recall score", "high accuracy", "the F1"),
        ),
        Misconception(
            f"several-words-for-{goal}",
            "It's true that one metric never tells all. But the goal names one mistake that costs far more than the "
            "other, and one metric answers to it. Give a single word.",
            (["recall", "F1"], ("precision", "recall"), "precision and recall", "precision/recall"),
        ),
        Misconception(
            f"word-in-a-list-for-{goal}",
            "There's only one thing in it, so you've made up your mind. But the check wants the word itself. Leave out "
            "the brackets around it, and keep the quotes.",
            (["recall"], ("precision",)),
        ),
        Misconception(
            f"misspelled-for-{goal}",
            "This is nearly one of the four words. But a computer compares letter by letter. Copy the word from the "
            "list above.",
            ("precison", "recal", "acuracy"),
        ),
        Misconception(
            f"not-a-word-for-{goal}",
            "A number may be what such a metric comes to, or a place in the list. But the question asks which metric "
            "it is. Give its name, in quotes.",
            (1, 0.91, True),
        ),
        Misconception(
            f"another-measure-for-{goal}",
            "The field has many such words, some of them other names for one of the four. But the choice here is "
            "between the four that the question lists. Which of them fits the goal?",
            MEASURES,
        ),
        Misconception(
            f"mistakes-for-metric-for-{goal}",
            "Counting those is the right place to start. But they are what a metric is made of. Which of the four "
            "words is the metric that falls with each mistake that costs the most here?",
            MISTAKES,
        ),
    )


WHICH_METRIC_KEY = Key(WHICH_METRIC, (
    Solution(
        WHICH_METRIC["metric_for_spam"], "precision",
        (
            Misconception(
                "recall-for-spam",
                "Recall asks how much of the spam is caught, and a filter should catch a lot. But spam that slips "
                "through costs a glance, and a lost email from a friend is gone. Which metric falls with every good "
                "email that is marked?",
                ("recall",),
            ),
            Misconception(
                "accuracy-for-spam",
                "Accuracy counts every mistake the same, which sounds fair. But the two mistakes here don't cost the "
                "same: a lost good email is worse than a spam that slips through. Which metric falls with the first?",
                ("accuracy",),
            ),
            Misconception("f1-for-spam", hint_f1("precision", "a good email that is lost"), ("f1", "F1-score")),
            *forms("spam"),
        ),
    ),
    Solution(
        WHICH_METRIC["metric_for_cancer"], "recall",
        (
            Misconception(
                "precision-for-cancer",
                "Precision asks how many alarms are real, and false ones do frighten people. But a false alarm ends "
                "with a second look, and a missed tumor grows. Which metric falls with every tumor that is missed?",
                ("precision",),
            ),
            Misconception(
                "accuracy-for-cancer",
                "Accuracy counts every mistake the same, and with few ill people it's high for a test that never "
                "finds one. Which metric falls with every tumor that is missed?",
                ("accuracy",),
            ),
            Misconception("f1-for-cancer", hint_f1("recall", "a tumor that is missed"), ("f1", "F1-score")),
            *forms("cancer"),
        ),
    ),
))
