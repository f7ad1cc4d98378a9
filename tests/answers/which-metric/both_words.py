# verdict: failed
# misconception: several-words-for-spam
# points: 0.5

metric_for_spam = "precision and recall"
metric_for_cancer = "recall"
