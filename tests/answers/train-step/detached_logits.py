# verdict: failed
# misconception: forward-not-recorded

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    with torch.no_grad():
        logits = model(x)
    loss = functional.binary_cross_entropy_with_logits(logits, y)
    loss.backward()
    optimizer.step()
    return loss.item()
