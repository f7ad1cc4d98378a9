# verdict: failed
# misconception: model-opened-up

def train_step(model, x, y, optimizer):
    loss = functional.binary_cross_entropy_with_logits(x @ model.w + model.b, y)
    loss.backward()
    return loss.item()
