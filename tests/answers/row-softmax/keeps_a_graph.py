# verdict: passed

def row_softmax(scores):
    return scores.clone().requires_grad_().softmax(dim=1)
