# verdict: failed
# misconception: share-of-each-class
# points: 0.5

def baseline_accuracy(labels):
    return labels.bincount() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).float().mean() > baseline_accuracy(labels).max()
