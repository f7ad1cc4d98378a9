# verdict: failed
# misconception: best-starts-too-low
# points: 0.5

def best_epoch(train_loss, val_loss):
    best, epoch = 1.0, 0
    for i, loss in enumerate(val_loss):
        if loss < best:
            best, epoch = loss, i
    return epoch


which_curve = "validation"
