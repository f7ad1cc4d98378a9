# verdict: failed
# misconception: stopped-too-soon
# points: 0.5

def best_epoch(train_loss, val_loss):
    best = waited = 0
    for epoch in range(1, len(val_loss)):
        if val_loss[epoch] < val_loss[best]:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited == 5:
            break
    return best


which_curve = "validation"
