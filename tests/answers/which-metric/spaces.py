# verdict: passed

metric_for_spam = " precision"
metric_for_cancer = "recall "
