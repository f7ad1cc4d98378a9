# verdict: failed
# misconception: mean-of-labels
# points: 0.5


def baseline_accuracy(labels):
    return labels.float().mean()


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
