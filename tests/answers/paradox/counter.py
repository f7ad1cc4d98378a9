# verdict: passed

from collections import Counter


def baseline_accuracy(labels):
    return Counter(labels.tolist()).most_common(1)[0][1] / len(labels)


def beats_baseline(predictions, labels):
    return float((predictions == labels).double().mean()) - baseline_accuracy(labels) > 0
