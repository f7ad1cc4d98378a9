# verdict: failed
# misconception: highest-validation-loss
# points: 0.5

def best_epoch(train_loss, val_loss):
    return val_loss.index(max(val_loss))


which_curve = "validation"
