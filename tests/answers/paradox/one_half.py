# verdict: failed
# misconception: one-half
# points: 0.5


def baseline_accuracy(labels):
    return 0.5


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
