# verdict: failed
# misconception: class-in-the-middle

def baseline_accuracy(labels):
    return (labels == labels.median()).sum().item() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).sum().item() / len(labels) > baseline_accuracy(labels)
