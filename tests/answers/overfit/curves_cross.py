# verdict: failed
# misconception: where-the-curves-cross
# points: 0.5

def best_epoch(train_loss, val_loss):
    best = 0
    for epoch, (t, v) in enumerate(zip(train_loss, val_loss)):
        if v <= t:
            best = epoch
    return best


which_curve = "validation"
