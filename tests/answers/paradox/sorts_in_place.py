# verdict: failed
# misconception: changes-its-input
# points: 0.5


def baseline_accuracy(labels):
    return labels.copy_(labels.sort().values).bincount().max() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
