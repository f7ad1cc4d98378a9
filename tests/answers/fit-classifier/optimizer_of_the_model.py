# verdict: failed
# misconception: optimizer-without-parameters

def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model, lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x).squeeze(1), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
