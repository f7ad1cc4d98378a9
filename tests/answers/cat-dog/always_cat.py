# verdict: failed
# misconception: always-the-first-class

def class_rates(matrix, k):
    tp, fn, fp = matrix[0, 0], matrix[0, 1:].sum(), matrix[1:, 0].sum()
    return (tp / (tp + fp)).item(), (tp / (tp + fn)).item()
