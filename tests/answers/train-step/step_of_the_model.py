# verdict: failed
# misconception: step-of-something-else

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    model.step()
    return loss.item()
