# verdict: failed
# misconception: nothing-moved

from torch import nn


def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    loss = nn.BCEWithLogitsLoss()(model(x), y)
    optimizer.step()
    loss.backward()
    return loss.item()
