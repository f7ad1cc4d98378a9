# verdict: failed
# misconception: one-number

def confusion(targets, predictions, n_classes):
    return (targets == predictions).float().mean()
