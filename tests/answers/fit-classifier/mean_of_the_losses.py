# verdict: failed
# misconception: last-loss-only

def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    total = 0
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x).squeeze(1), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / n_steps
