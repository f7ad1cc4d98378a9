# verdict: passed

def baseline_accuracy(labels):
    return labels.bincount().max().item() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).float().mean().item() > baseline_accuracy(labels)
