# verdict: failed
# misconception: dictionary-for-two-numbers

def class_rates(matrix, k):
    hits = matrix[k, k].item()
    return {"precision": hits / matrix[:, k].sum().item(), "recall": hits / matrix[k].sum().item()}
