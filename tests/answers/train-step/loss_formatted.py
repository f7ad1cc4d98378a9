# verdict: failed
# misconception: loss-as-text

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    optimizer.step()
    return f"{loss.item():.3f}"
