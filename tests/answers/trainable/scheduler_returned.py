# verdict: failed
# misconception: scheduler-returned
# points: 0.5
def count_trainable(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def make_optimizer(model, lr):
    adam = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    return torch.optim.lr_scheduler.StepLR(adam, step_size=10)
