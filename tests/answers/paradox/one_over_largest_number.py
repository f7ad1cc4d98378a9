# verdict: failed
# misconception: one-over-classes
# points: 0.5


def baseline_accuracy(labels):
    return 1 / (labels.max().item() + 1)


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
