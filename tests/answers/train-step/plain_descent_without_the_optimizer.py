# verdict: failed
# misconception: moved-by-another-rule

def train_step(model, x, y, optimizer):
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    gradients = torch.autograd.grad(loss, list(model.parameters()))
    with torch.no_grad():
        for parameter, gradient in zip(model.parameters(), gradients):
            parameter -= optimizer.param_groups[0]["lr"] * gradient
    return loss.item()
