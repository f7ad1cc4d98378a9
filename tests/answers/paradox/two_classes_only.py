# verdict: failed
# misconception: two-classes-only

def baseline_accuracy(labels):
    ones = labels.double().mean().item()
    return max(ones, 1 - ones)


def beats_baseline(predictions, labels):
    return (predictions == labels).double().mean().item() > baseline_accuracy(labels)
