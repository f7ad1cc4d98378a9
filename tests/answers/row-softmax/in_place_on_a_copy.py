# verdict: passed

def row_softmax(scores):
    copy = scores.clone()
    copy -= copy.amax(1, keepdim=True)
    copy.exp_()
    copy /= copy.sum(1, keepdim=True)
    return copy
