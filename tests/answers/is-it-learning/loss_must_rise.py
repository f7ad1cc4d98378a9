# verdict: failed
# misconception: loss-turned-around

def is_learning(losses, accuracy, n_classes):
    return losses[0] < losses[-1] and accuracy > 1 / n_classes
