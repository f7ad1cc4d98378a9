# verdict: failed
# misconception: in-percent
# points: 0.5


def baseline_accuracy(labels):
    return 100 * (labels == labels.mode().values).float().mean()


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
