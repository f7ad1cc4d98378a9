# verdict: failed
# misconception: step-before-backward

def train_step(model, x, y, optimizer):
    optimizer.step()
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    return loss.item()
