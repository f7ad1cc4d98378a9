# verdict: failed
# misconception: f1-for-spam
# points: 0.5

metric_for_spam = "F1"
metric_for_cancer = "recall"
