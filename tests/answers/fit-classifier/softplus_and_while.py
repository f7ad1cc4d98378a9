# verdict: passed

def fit(model, x, y, n_steps, learning_rate):
    losses = []
    while len(losses) < n_steps:
        optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
        model.zero_grad()
        z = model(x).reshape(-1)
        loss = (functional.softplus(z) - y * z).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return tuple(losses)
