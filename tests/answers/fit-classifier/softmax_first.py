# verdict: failed
# misconception: softmax-over-one-logit

def fit(model, x, y, n_steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        p = model(x).softmax(dim=1).squeeze(1)
        loss = functional.binary_cross_entropy_with_logits(p, y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
