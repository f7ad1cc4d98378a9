# verdict: failed
# misconception: a-step-per-example

def train_step(model, x, y, optimizer):
    total = 0
    for i in range(len(x)):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x[i:i + 1]), y[i:i + 1])
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(x)
