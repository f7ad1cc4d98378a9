# verdict: passed

def train_step(model, x, y, optimizer):
    def closure():
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x), y)
        loss.backward()
        return loss

    return optimizer.step(closure).item()
