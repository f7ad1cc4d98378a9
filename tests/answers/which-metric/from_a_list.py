# verdict: passed

METRICS = ["accuracy", "precision", "recall", "F1"]

metric_for_spam = METRICS[1]
metric_for_cancer = METRICS[2]
