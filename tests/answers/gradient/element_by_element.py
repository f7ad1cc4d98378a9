# verdict: passed

def slope(f, x):
    slopes = []
    for number in x.flatten():
        point = number.clone().requires_grad_()
        slopes.append(torch.autograd.grad(f(point), point)[0])
    return torch.stack(slopes).reshape(x.shape)
