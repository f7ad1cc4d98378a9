# verdict: failed
# misconception: targets-as-whole-numbers

def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y.long())
    loss.backward()
    optimizer.step()
    return loss.item()
