# verdict: failed
# misconception: graph-on-callers-tensor

def slope(f, x):
    x.requires_grad = True
    y = f(x)
    y.backward(gradient=torch.ones_like(y))
    return x.grad.detach().clone()
