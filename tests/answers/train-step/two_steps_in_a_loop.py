# verdict: failed
# misconception: two-steps-a-call

def train_step(model, x, y, optimizer):
    losses = []
    for _ in range(2):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses[0]
