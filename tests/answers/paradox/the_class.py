# verdict: failed
# misconception: class-for-share
# points: 0.5


def baseline_accuracy(labels):
    return labels.bincount().argmax()


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
