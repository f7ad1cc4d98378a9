# verdict: failed
# misconception: backward-of-something-else

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    optimizer.backward()
    optimizer.step()
    return loss.item()
