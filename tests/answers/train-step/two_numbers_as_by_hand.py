# verdict: failed
# misconception: accuracy-beside-the-loss

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    logits = model(x)
    loss = functional.binary_cross_entropy_with_logits(logits, y)
    loss.backward()
    optimizer.step()
    right = (logits > 0) == (y == 1)
    return loss.item(), right.float().mean().item()
