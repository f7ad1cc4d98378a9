# verdict: failed
# misconception: class-of-the-first-label

def baseline_accuracy(labels):
    constant = torch.full_like(labels, labels[0])
    return (constant == labels).double().mean()


def beats_baseline(predictions, labels):
    return (predictions == labels).double().mean() > baseline_accuracy(labels)
