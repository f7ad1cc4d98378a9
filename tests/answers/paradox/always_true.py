# verdict: failed
# misconception: true-for-every-model
# points: 0.5


def baseline_accuracy(labels):
    return (labels == labels.mode().values).float().mean().item()


def beats_baseline(predictions, labels):
    return True
