# verdict: passed

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy(torch.sigmoid(model(x)), y)
    loss.backward()
    optimizer.step()
    return loss.item()
