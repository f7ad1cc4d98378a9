# verdict: passed

def slope(f, x):
    return torch.func.vmap(torch.func.grad(f))(x.reshape(-1)).reshape(x.shape)
