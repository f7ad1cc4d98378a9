# verdict: passed

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy(model(x).sigmoid(), y)
    loss.backward()
    optimizer.step()
    return loss.item()
