# verdict: failed
# points: 0.5


def baseline_accuracy(labels):
    return (labels == labels.mode().values).float().mean().item()


def beats_baseline(predictions, labels):
    return "yes" if (predictions == labels).sum() > labels.bincount().max() else "no"
