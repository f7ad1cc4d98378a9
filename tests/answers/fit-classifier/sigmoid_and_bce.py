# verdict: failed
# misconception: sigmoid-and-then-a-logarithm

from torch import nn


def fit(model, x, y, n_steps, learning_rate):
    criterion = nn.BCELoss()
    opt = torch.optim.SGD(model.parameters(), learning_rate)
    history = []
    for step in range(n_steps):
        probability = torch.sigmoid(model(x)).flatten()
        loss = criterion(probability, y)
        history += [loss.detach()]
        opt.zero_grad()
        loss.backward()
        opt.step()
    return history
