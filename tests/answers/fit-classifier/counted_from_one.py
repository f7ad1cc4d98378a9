# verdict: failed
# misconception: step-too-many

from torch import nn


def fit(model, x, y, n_steps, learning_rate):
    optimizer, loss_of = torch.optim.SGD(model.parameters(), lr=learning_rate), nn.BCEWithLogitsLoss()
    losses = []
    for _ in range(1, n_steps):
        optimizer.zero_grad()
        loss = loss_of(model(x).squeeze(1), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
