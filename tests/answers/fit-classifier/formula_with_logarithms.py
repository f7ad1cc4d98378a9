# verdict: failed
# misconception: sigmoid-and-then-a-logarithm

def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        p = torch.sigmoid(model(x)[:, 0])
        loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
