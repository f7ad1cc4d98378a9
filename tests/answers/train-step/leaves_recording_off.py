# verdict: failed
# misconception: forward-not-recorded

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    torch.set_grad_enabled(False)
    optimizer.step()
    return loss.item()
