# verdict: failed
# misconception: whole-number-division

def baseline_accuracy(labels):
    return labels.bincount().max() // len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).sum() // len(labels) > baseline_accuracy(labels)
