# verdict: passed

def broadcast_shape(a, b):
    return list((torch.empty(a) + torch.empty(b)).shape)
