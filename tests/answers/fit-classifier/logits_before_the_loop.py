# verdict: failed
# misconception: computed-before-the-loop

def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    logits = model(x).squeeze(1)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(logits, y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
