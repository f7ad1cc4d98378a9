# verdict: failed
# misconception: small-differences-ignored
# points: 0.5

def best_epoch(train_loss, val_loss):
    rounded = [round(v, 2) for v in val_loss]
    return rounded.index(min(rounded))


which_curve = "validation"
