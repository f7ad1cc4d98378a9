# verdict: failed
# misconception: share-of-class-0
# points: 0.5


def baseline_accuracy(labels):
    return (labels == 0).float().mean()


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
