# verdict: failed
# misconception: compared-case-by-case
# points: 0.5

def baseline_accuracy(labels):
    return labels.bincount().max().item() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels) > baseline_accuracy(labels)
