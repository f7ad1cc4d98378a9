# verdict: failed
# misconception: cross-entropy-for-one-logit

from torch import nn


def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = nn.CrossEntropyLoss()(model(x), y.long())
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
