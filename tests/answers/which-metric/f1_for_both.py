# verdict: failed
# misconception: f1-for-spam

metric_for_spam = "f1"
metric_for_cancer = "f1"
