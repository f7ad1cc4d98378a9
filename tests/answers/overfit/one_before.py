# verdict: failed
# misconception: one-epoch-too-early
# points: 0.5

def best_epoch(train_loss, val_loss):
    return max(val_loss.index(min(val_loss)) - 1, 0)


which_curve = "validation"
