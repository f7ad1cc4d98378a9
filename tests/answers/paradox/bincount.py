# verdict: passed


def baseline_accuracy(labels):
    return labels.bincount().max() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
