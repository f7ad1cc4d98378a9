# verdict: failed
# misconception: named-counts

matrix = {"TP": 12, "FN": 88, "FP": 112, "TN": 9788}
