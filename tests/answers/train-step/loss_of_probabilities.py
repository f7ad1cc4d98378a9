# verdict: failed
# misconception: probabilities-expected

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
