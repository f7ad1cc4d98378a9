# verdict: failed
# misconception: part-of-the-rows

def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        total = 0.0
        for row, target in zip(x, y):
            optimizer.zero_grad()
            loss = functional.binary_cross_entropy_with_logits(model(row)[0], target)
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / len(x))
    return losses
