# verdict: failed
# points: 0.5


def baseline_accuracy(labels):
    return labels.bincount().sort().values[-2] / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
