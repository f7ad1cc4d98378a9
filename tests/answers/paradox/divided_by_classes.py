# verdict: failed
# misconception: divided-by-classes

def baseline_accuracy(labels):
    counts = labels.bincount()
    return counts.max().item() / len(counts)


def beats_baseline(predictions, labels):
    return (predictions == labels).double().mean().item() > baseline_accuracy(labels)
