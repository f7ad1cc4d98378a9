# verdict: failed
# misconception: misspelled-for-cancer
# points: 0.5

metric_for_spam = "precision"
metric_for_cancer = "recal"
