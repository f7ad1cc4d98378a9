# verdict: failed

matrix = {"TP": 12, "FN": 88, "FP": 112, "TN": 9788}
