# verdict: passed

def train_step(model, x, y, optimizer):
    for parameter in model.parameters():
        parameter.grad = None
    z = model(x)
    loss = (torch.log1p(torch.exp(-z.abs())) + z.clamp(min=0) - z * y).mean()
    loss.backward()
    optimizer.step()
    return round(loss.item(), 6)
