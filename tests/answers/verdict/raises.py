# verdict: failed

def verdict(accuracy, precision, recall):
    return judge[accuracy]
