# verdict: passed

def class_rates(matrix, k):
    tp = matrix[k, k]
    fp = matrix[:, k].sum() - tp
    fn = matrix[k].sum() - tp
    return (tp / (tp + fp)).item(), (tp / (tp + fn)).item()
