# verdict: failed
# misconception: accuracy-turned-around

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < losses[0] and 1 / n_classes > accuracy
