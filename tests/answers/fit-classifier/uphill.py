# verdict: failed
# misconception: uphill

def fit(model, x, y, n_steps, learning_rate):
    losses = []
    for _ in range(n_steps):
        loss = functional.binary_cross_entropy_with_logits(model(x).squeeze(1), y)
        slopes = torch.autograd.grad(loss, list(model.parameters()))
        with torch.no_grad():
            for parameter, slope in zip(model.parameters(), slopes):
                parameter += learning_rate * slope
        losses.append(loss.item())
    return losses
