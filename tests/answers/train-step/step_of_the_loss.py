# verdict: failed
# misconception: loss-handed-to-step

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    optimizer.step(loss)
    return loss.item()
