# verdict: failed


def baseline_accuracy(labels):
    return Counter(labels).most_common(1)


def beats_baseline(predictions, labels):
    return accuracy(predictions, labels) > 0.5
