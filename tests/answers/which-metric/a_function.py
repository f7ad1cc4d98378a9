# verdict: failed
# misconception: function-not-called
# points: 0.5

from sklearn.metrics import precision_score

metric_for_spam = precision_score
metric_for_cancer = "recall"
