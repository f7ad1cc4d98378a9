# verdict: passed

metric_for_spam = '"Precision"'
metric_for_cancer = "`recall`."
