# verdict: failed
# misconception: all-must-be-right
# points: 0.5

def baseline_accuracy(labels):
    return labels.bincount().max().item() / len(labels)


def beats_baseline(predictions, labels):
    return torch.equal(predictions, labels)
