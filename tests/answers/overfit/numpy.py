# verdict: passed

import numpy as np


def best_epoch(train_loss, val_loss):
    return np.argmin(val_loss)


which_curve = 'validation'
