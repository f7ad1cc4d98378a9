# verdict: failed
# misconception: losses-after-their-steps

def fit(model, x, y, n_steps, learning_rate):
    def loss_now():
        return functional.binary_cross_entropy_with_logits(model(x).squeeze(1), y)

    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss_now().backward()
        optimizer.step()
        losses.append(loss_now().item())
    return losses
