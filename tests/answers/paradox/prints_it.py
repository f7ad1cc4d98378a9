# verdict: failed
# misconception: prints-instead
# points: 0.5


def baseline_accuracy(labels):
    return print(labels.bincount().max() / len(labels))


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
