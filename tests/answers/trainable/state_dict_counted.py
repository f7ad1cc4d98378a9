# verdict: failed
# misconception: state-dict-counted
# points: 0.5
def count_trainable(model):
    return sum(tensor.numel() for tensor in model.state_dict().values())


def make_optimizer(model, lr):
    return torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
