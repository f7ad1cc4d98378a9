# verdict: failed
# misconception: share-of-the-highest-number

def baseline_accuracy(labels):
    return (labels == labels.max()).sum().item() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).double().mean().item() > baseline_accuracy(labels)
