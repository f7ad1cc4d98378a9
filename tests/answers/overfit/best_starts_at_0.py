# verdict: failed
# misconception: always-epoch-0
# points: 0.5

def best_epoch(train_loss, val_loss):
    best, best_loss = 0, 0
    for epoch, loss in enumerate(val_loss):
        if loss < best_loss:
            best, best_loss = epoch, loss
    return best


which_curve = "validation"
