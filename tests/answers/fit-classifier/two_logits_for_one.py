# verdict: passed

def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        yes = model(x)
        both = torch.cat([torch.zeros_like(yes), yes], dim=1)
        loss = functional.cross_entropy(both, y.long())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
