# verdict: failed
# misconception: mistakes-for-metric-for-spam

metric_for_spam = "False positives"
metric_for_cancer = "false negatives"
