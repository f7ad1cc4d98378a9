# verdict: failed
# misconception: returns-nothing

def confusion(targets, predictions, n_classes):
    matrix = torch.zeros(n_classes, n_classes)
    for target, prediction in zip(targets, predictions):
        matrix[target, prediction] += 1
