# verdict: failed
# misconception: returns-nothing


def baseline_accuracy(labels):
    return None


def beats_baseline(predictions, labels):
    return None
