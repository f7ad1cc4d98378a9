# verdict: failed
# misconception: how-often-it-names-the-largest
# points: 0.5

def baseline_accuracy(labels):
    return labels.bincount().max().item() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels.mode().values).sum().item() / len(labels) > baseline_accuracy(labels)
