# verdict: passed
def count_trainable(model):
    seen, n = set(), 0
    for m in model.modules():
        for p in m.parameters(recurse=False):
            if p.requires_grad and id(p) not in seen:
                seen.add(id(p))
                n += p.numel()
    return n


def make_optimizer(model, lr):
    params = {id(p): p for m in model.modules() for p in m._parameters.values()
              if p is not None and p.requires_grad}
    return torch.optim.LBFGS(params.values(), lr=lr)
