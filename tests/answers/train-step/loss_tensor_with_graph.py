# verdict: failed
# misconception: loss-not-a-float

from torch import nn


def train_step(model, x, y, optimizer):
    optimizer.zero_grad()
    error = nn.functional.binary_cross_entropy_with_logits(model(x), y, reduction="mean")
    error.backward()
    optimizer.step()
    return error
