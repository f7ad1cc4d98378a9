# verdict: failed
# misconception: cross-entropy-of-classes

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
