# verdict: passed

def row_softmax(scores):
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    shares = (torch.ones(()) * scores).softmax(dim=1)
    torch.set_default_dtype(before)
    return shares
