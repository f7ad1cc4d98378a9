# verdict: failed
# misconception: mistakes-without-the-hits

def class_rates(matrix, k):
    tp = matrix[k, k]
    fp = matrix[:, k].sum() - tp
    fn = matrix[k].sum() - tp
    return (tp / fp).item(), (tp / fn).item()
