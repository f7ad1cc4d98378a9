# verdict: failed
# misconception: several-words-for-cancer
# points: 0.5

metric_for_spam = "precision"
metric_for_cancer = ["recall", "F1"]
