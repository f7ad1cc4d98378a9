# verdict: failed
# misconception: two-steps-a-call

def train_step(model, x, y, optimizer):
    for _ in "once more".split():
        logits = model(x)
        loss = functional.binary_cross_entropy_with_logits(logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()
