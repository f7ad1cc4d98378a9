# verdict: failed
# misconception: nothing-moved

def train_step(model, x, y, optimizer):
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    model.zero_grad()
    optimizer.step()
    return loss.item()
