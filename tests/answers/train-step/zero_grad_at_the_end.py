# verdict: passed

def train_step(model, x, y, optimizer):
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.tolist()
