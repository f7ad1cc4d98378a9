# verdict: failed
# misconception: more-than-the-word-for-cancer
# points: 0.5

metric_for_spam = "precision"
metric_for_cancer = "recall because misses are worse"
