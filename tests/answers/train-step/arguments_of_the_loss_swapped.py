# verdict: failed
# misconception: logits-and-targets-swapped

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(y, model(x))
    loss.backward()
    optimizer.step()
    return loss.item()
