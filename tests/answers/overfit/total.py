# verdict: failed
# misconception: lowest-sum
# points: 0.5

def best_epoch(train_loss, val_loss):
    return min(range(len(val_loss)), key=lambda i: val_loss[i] + train_loss[i])


which_curve = "validation"
