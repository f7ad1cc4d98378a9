# verdict: failed
# misconception: losses-taken-for-tensors

def is_learning(losses, accuracy, n_classes):
    return losses[-1].item() < losses[0].item() and accuracy > 1 / n_classes
