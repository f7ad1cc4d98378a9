# verdict: failed
# misconception: errors-for-accuracy
# points: 0.5


def baseline_accuracy(labels):
    return 1 - labels.bincount().max() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
