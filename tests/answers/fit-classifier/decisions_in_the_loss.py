# verdict: failed
# misconception: nothing-recorded

def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        says = (model(x).squeeze(1) > 0).float()
        loss = functional.binary_cross_entropy_with_logits(says, y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
