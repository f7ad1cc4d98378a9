# verdict: failed
# misconception: list-for-a-number

def train_step(model, x, y, optimizer):
    losses = []
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    return losses
