# verdict: failed
# misconception: guessing-by-shares
# points: 0.5


def baseline_accuracy(labels):
    return ((labels.bincount() / len(labels)) ** 2).sum()


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() > labels.bincount().max()
