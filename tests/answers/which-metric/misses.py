# verdict: failed
# misconception: mistakes-for-metric-for-cancer
# points: 0.5

metric_for_spam = "precision"
metric_for_cancer = "false negatives"
