# verdict: failed
# misconception: each-step-one-behind

from torch import nn


def fit(model, x, y, n_steps, learning_rate):
    optimizer, loss_of = torch.optim.SGD(model.parameters(), lr=learning_rate), nn.BCEWithLogitsLoss()
    losses = []
    for _ in range(n_steps):
        loss = loss_of(model(x)[:, 0], y)
        optimizer.step()
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    return losses
