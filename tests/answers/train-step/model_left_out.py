# verdict: failed
# misconception: features-for-logits

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(x, y)
    loss.backward()
    optimizer.step()
    return loss.item()
