# verdict: passed

import warnings


def best_epoch(train_loss, val_loss):
    warnings.warn("looking", stacklevel=2)
    best = 0
    for epoch, loss in enumerate(val_loss):
        if loss < val_loss[best]:
            best = epoch
    return best


which_curve = ["training", "validation"][1]
