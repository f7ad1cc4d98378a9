"""The key of `which-metric`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.which_metric import WHICH_METRIC


def hint_f1(metric: str, mistake: str) -> str:
    return (f"F1 weighs {metric} against the other one, which is a good habit where both mistakes cost the same. Here "
            f"one costs far more: {mistake}. Take the metric that falls with each of those.")


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
                "Accuracy counts every mistake the same, which sounds fair. But the two mistakes here do not cost the "
                "same: a lost good email is worse than a spam that slips through. Which metric falls with the first?",
                ("accuracy",),
            ),
            Misconception("f1-for-spam", hint_f1("precision", "a good email that is lost"), ("f1",)),
        ),
    ),
    Solution(
        WHICH_METRIC["metric_for_cancer"], "recall",
        (
            Misconception(
                "precision-for-cancer",
                "Precision asks how many alarms are real, and false ones do frighten people. But a false alarm ends "
                "with a second look, a missed tumour grows. Which metric falls with every tumour that is missed?",
                ("precision",),
            ),
            Misconception(
                "accuracy-for-cancer",
                "Accuracy counts every mistake the same, and with few ill people it is high for a test that never "
                "finds one. Which metric falls with every tumour that is missed?",
                ("accuracy",),
            ),
            Misconception("f1-for-cancer", hint_f1("recall", "a tumour that is missed"), ("f1",)),
        ),
    ),
))
