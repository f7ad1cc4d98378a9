# verdict: failed
# misconception: asks-for-a-margin
# points: 0.5

def baseline_accuracy(labels):
    return labels.bincount().max().item() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).sum().item() / len(labels) > baseline_accuracy(labels) + 0.02
