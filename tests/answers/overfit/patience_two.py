# verdict: failed
# misconception: stopped-too-soon
# points: 0.5

def best_epoch(train_loss, val_loss):
    best, waited = 0, 0
    for i in range(1, len(val_loss)):
        if val_loss[i] < val_loss[best]:
            best, waited = i, 0
        else:
            waited += 1
            if waited >= 2:
                break
    return best


which_curve = "validation"
