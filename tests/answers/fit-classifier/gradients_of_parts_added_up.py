# verdict: passed

def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        total = 0.0
        for some_x, some_y in zip(x.split(50), y.split(50)):  # one step for all of them, in less memory
            logits = model(some_x).squeeze(1)
            loss = functional.binary_cross_entropy_with_logits(logits, some_y, reduction="sum") / len(x)
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total)
    return losses
