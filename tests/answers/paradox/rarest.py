# verdict: failed
# misconception: smallest-share
# points: 0.5


def baseline_accuracy(labels):
    return labels.unique(return_counts=True)[1].min() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
