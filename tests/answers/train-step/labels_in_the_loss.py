# verdict: failed
# misconception: forward-not-recorded

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    says = (model(x) > 0).float()
    loss = functional.binary_cross_entropy_with_logits(says, y)
    loss.backward()
    optimizer.step()
    return loss.item()
