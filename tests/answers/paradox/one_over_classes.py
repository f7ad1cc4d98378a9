# verdict: failed
# misconception: one-over-classes


def baseline_accuracy(labels):
    return 1 / len(labels.unique())


def beats_baseline(predictions, labels):
    return (predictions == labels).float().mean().item() > baseline_accuracy(labels)
