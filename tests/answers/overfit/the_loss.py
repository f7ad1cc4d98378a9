# verdict: failed
# misconception: loss-for-epoch
# points: 0.5

def best_epoch(train_loss, val_loss):
    return min(val_loss)


which_curve = "validation"
