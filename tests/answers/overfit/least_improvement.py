# verdict: failed
# misconception: small-differences-ignored
# points: 0.5

def best_epoch(train_loss, val_loss):
    best = 0
    for epoch, loss in enumerate(val_loss):
        if loss < val_loss[best] - 0.01:
            best = epoch
    return best


which_curve = "validation"
