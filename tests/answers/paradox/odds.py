# verdict: failed
# misconception: divided-by-the-others

def baseline_accuracy(labels):
    counts = labels.bincount()
    largest = counts.max()
    return largest / (counts.sum() - largest)


def beats_baseline(predictions, labels):
    return (predictions == labels).double().mean() > baseline_accuracy(labels)
