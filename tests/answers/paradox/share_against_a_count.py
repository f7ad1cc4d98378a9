# verdict: failed
# misconception: false-for-every-model
# points: 0.5

def baseline_accuracy(labels):
    return labels.bincount().max().item() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).double().mean() > labels.bincount().max()
