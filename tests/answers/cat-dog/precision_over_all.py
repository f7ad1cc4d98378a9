# verdict: failed
# misconception: divided-by-all-pictures

def class_rates(matrix, k):
    tp = matrix[k, k]
    return (tp / matrix.sum()).item(), (tp / matrix[k].sum()).item()
