# verdict: failed
# misconception: another-measure-for-spam
# points: 0.5

metric_for_spam = "specificity"
metric_for_cancer = "recall"
