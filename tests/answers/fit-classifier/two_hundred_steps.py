# verdict: failed
# misconception: steps-fixed

def fit(model, x, y, n_steps=200, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(200):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x).squeeze(1), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
