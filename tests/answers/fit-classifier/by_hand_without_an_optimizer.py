# verdict: passed

def fit(model, x, y, n_steps, learning_rate):
    losses = []
    for _ in range(n_steps):
        loss = functional.binary_cross_entropy_with_logits(model(x), y[:, None])
        gradients = torch.autograd.grad(loss, list(model.parameters()))
        with torch.no_grad():
            for parameter, gradient in zip(model.parameters(), gradients):
                parameter -= learning_rate * gradient
        losses.append(float(loss))
    return losses
