# verdict: failed
# misconception: nans-replaced

def row_softmax(scores):
    powers = scores.exp()
    return (powers / powers.sum(dim=1, keepdim=True)).nan_to_num(1.0)
