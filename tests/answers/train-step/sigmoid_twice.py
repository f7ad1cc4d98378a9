# verdict: failed
# misconception: sigmoid-applied-twice

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    p = torch.sigmoid(model(x))
    loss = functional.binary_cross_entropy_with_logits(p, y)
    loss.backward()
    optimizer.step()
    return loss.item()
