# verdict: failed
# misconception: list-is-no-tensor
# points: 0.5

def best_epoch(train_loss, val_loss):
    return val_loss.argmin()


which_curve = "validation"
