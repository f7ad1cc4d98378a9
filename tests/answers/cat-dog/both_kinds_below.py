# verdict: failed
# misconception: all-mistakes-in-one

def class_rates(matrix, k):
    hits, called, actual = matrix[k, k].item(), matrix[:, k].sum().item(), matrix[k].sum().item()
    return [hits / (hits + (called - hits) + (actual - hits))] * 2
