# verdict: failed
# misconception: accuracy-for-spam

metric_for_spam = "accuracy"
metric_for_cancer = "accuracy"
