# verdict: passed

from torch import nn

criterion = nn.BCEWithLogitsLoss()


def train_step(model, x, y, optimizer):
    model.train()
    logits = model(x)
    loss = criterion(logits, y)
    model.zero_grad(set_to_none=False)
    loss.backward()
    optimizer.step()
    return float(loss)
