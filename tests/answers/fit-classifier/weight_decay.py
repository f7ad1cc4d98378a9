# verdict: failed
# misconception: other-optimizer

from torch import nn


def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=0.1)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = nn.BCEWithLogitsLoss()(model(x).squeeze(1), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
