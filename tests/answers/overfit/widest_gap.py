# verdict: failed
# misconception: largest-gap
# points: 0.5

def best_epoch(train_loss, val_loss):
    gaps = [val - train for train, val in zip(train_loss, val_loss)]
    return gaps.index(max(gaps))


which_curve = "validation"
