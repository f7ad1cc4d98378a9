# verdict: failed
# misconception: misspelled-for-spam
# points: 0.5

metric_for_spam = "precis"
metric_for_cancer = "recall"
