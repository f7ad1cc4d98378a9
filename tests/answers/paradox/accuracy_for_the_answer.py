# verdict: failed
# misconception: accuracy-for-truth
# points: 0.5


def baseline_accuracy(labels):
    return (labels == labels.mode().values).float().mean().item()


def beats_baseline(predictions, labels):
    return (predictions == labels).float().mean().item()
