# verdict: failed
# misconception: count-for-share
# points: 0.5


def baseline_accuracy(labels):
    return labels.bincount().max()


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
