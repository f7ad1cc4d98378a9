# verdict: failed
# misconception: loss-after-the-step

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    functional.binary_cross_entropy_with_logits(model(x), y).backward()
    optimizer.step()
    return functional.binary_cross_entropy_with_logits(model(x), y).item()
