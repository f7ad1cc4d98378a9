# verdict: failed

def verdict(accuracy, precision, recall):
    return min(accuracy, precision, recall) > 0.80
