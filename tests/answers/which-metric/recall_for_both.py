# verdict: failed
# misconception: recall-for-spam
# points: 0.5

metric_for_spam = "recall"
metric_for_cancer = "recall"
