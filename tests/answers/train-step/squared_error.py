# verdict: failed
# misconception: another-loss

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
