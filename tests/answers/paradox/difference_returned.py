# verdict: failed
# misconception: difference-for-truth
# points: 0.5

def baseline_accuracy(labels):
    return labels.bincount().max().item() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).double().mean().item() - baseline_accuracy(labels)
