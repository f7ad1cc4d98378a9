# verdict: failed
# misconception: misspelled-for-spam
# points: 0.5

metric_for_spam = "precison"
metric_for_cancer = "recall"
