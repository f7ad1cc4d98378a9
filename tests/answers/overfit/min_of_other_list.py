# verdict: failed
# misconception: index-of-another-list
# points: 0.5

def best_epoch(train_loss, val_loss):
    return val_loss.index(min(train_loss))


which_curve = "validation"
