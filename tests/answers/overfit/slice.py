# verdict: failed
# misconception: index-within-a-slice
# points: 0.5

def best_epoch(train_loss, val_loss):
    later = val_loss[1:]
    return later.index(min(later))


which_curve = "validation"
