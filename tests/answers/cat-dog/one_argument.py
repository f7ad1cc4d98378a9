# verdict: failed

def class_rates(matrix):
    return matrix[0, 0] / matrix[:, 0].sum(), matrix[0, 0] / matrix[0].sum()
