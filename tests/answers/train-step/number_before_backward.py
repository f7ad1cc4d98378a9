# verdict: failed
# misconception: item-before-backward

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y).item()
    loss.backward()
    optimizer.step()
    return loss
