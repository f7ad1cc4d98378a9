# verdict: passed
def count_trainable(model):
    frozen = [p.numel() for p in model.parameters() if not p.requires_grad]
    return sum(p.numel() for p in model.parameters()) - sum(frozen)


def make_optimizer(model, lr):
    opt = torch.optim.NAdam(model.parameters(), lr=lr)
    group, = opt.param_groups
    group["params"] = [p for p in group["params"] if p.requires_grad]
    return opt
