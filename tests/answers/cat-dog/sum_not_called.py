# verdict: failed
# misconception: sum-not-called

def class_rates(matrix, k):
    precision = matrix[k, k] / matrix[:, k].sum
    recall = matrix[k, k] / matrix[k, :].sum
    return precision, recall
