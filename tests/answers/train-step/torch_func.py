# verdict: passed

def train_step(model, x, y, optimizer):
    def loss_of(parameters):
        logits = torch.func.functional_call(model, parameters, (x,))
        return functional.binary_cross_entropy_with_logits(logits, y)

    gradients, loss = torch.func.grad_and_value(loss_of)({k: p.detach() for k, p in model.named_parameters()})
    for name, parameter in model.named_parameters():
        parameter.grad = gradients[name]
    optimizer.step()
    return loss.item()
