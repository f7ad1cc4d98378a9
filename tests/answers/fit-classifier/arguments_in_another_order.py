# verdict: failed
# misconception: arguments-in-another-order

def fit(x, y, model, learning_rate, n_steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x).squeeze(1), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
