# verdict: failed
# misconception: divided-by-all-pictures

def class_rates(matrix, k):
    share = (matrix[k, k] / matrix.sum()).item()
    return share, share
