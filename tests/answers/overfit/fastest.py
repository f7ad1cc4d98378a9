# verdict: failed
# misconception: steepest-fall
# points: 0.5

def best_epoch(train_loss, val_loss):
    if len(val_loss) == 1:
        return 0
    falls = [before - after for before, after in zip(val_loss, val_loss[1:])]
    return falls.index(max(falls)) + 1


which_curve = "validation"
