# verdict: passed

def is_learning(losses, accuracy, n_classes):
    losses = torch.tensor(losses)
    return (losses[-1] < losses[0]) & (torch.tensor(accuracy) > 1 / n_classes)
