# verdict: failed
# misconception: no-zero-grad

def train_step(model, x, y, optimizer):
    logits = model(x)
    loss = functional.binary_cross_entropy_with_logits(logits, y)
    loss.backward()
    optimizer.step()
    return float(loss.detach())
