# verdict: passed

def slope(f, x):
    copy = torch.tensor(x.tolist(), requires_grad=True)
    y = f(copy)
    y.backward(torch.ones_like(y))
    return copy.grad.numpy()
