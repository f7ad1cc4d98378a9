# verdict: passed

def train_step(model, x, y, optimizer):
    parameters = list(model.parameters())
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters)):
        parameter.grad = gradient
    optimizer.step()
    return loss.detach().numpy()[()]
