# verdict: passed

from torch import nn


def fit(model, x, y, n_steps, learning_rate):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = torch.zeros(n_steps)
    for i in range(n_steps):
        loss = nn.BCEWithLogitsLoss()(model(x)[:, 0], y)
        losses[i] = loss.item()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    print("last loss", losses[-1])
    return losses
