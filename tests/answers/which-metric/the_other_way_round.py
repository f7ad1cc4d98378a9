# verdict: failed
# misconception: recall-for-spam

metric_for_spam = "recall"
metric_for_cancer = "precision"
