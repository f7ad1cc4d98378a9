# verdict: failed
# misconception: step-too-many

def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses, step = [], 0
    while step <= n_steps:
        loss = functional.binary_cross_entropy_with_logits(model(x).flatten(), y)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss))
        step += 1
    return losses
