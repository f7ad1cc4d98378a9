# verdict: failed
# misconception: share-of-mistakes

def class_rates(matrix, k):
    hits, called, actual = matrix[k, k].item(), matrix[:, k].sum().item(), matrix[k].sum().item()
    return (called - hits) / called, (actual - hits) / actual
