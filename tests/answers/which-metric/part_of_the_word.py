# verdict: failed
# misconception: misspelled
# points: 0.5

metric_for_spam = "precis"
metric_for_cancer = "recall"
