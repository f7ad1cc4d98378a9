# verdict: failed
# misconception: compared-with-one-over-classes
# points: 0.5


def baseline_accuracy(labels):
    return (labels == labels.mode().values).float().mean().item()


def beats_baseline(predictions, labels):
    return (predictions == labels).float().mean() > 1 / len(labels.unique())
