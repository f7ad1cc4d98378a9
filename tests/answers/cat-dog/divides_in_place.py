# verdict: failed
# misconception: changes-its-input

def class_rates(matrix, k):
    columns, rows = matrix.sum(dim=0), matrix.sum(dim=1)
    hits = matrix[k, k].item()
    matrix -= matrix
    return hits / columns[k].item(), hits / rows[k].item()
