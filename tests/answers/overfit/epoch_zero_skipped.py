# verdict: failed
# misconception: epoch-0-left-out
# points: 0.5

def best_epoch(train_loss, val_loss):
    return min(range(1, len(val_loss)), key=lambda e: val_loss[e])


which_curve = "validation"
