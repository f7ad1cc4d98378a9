# verdict: passed
BN = (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.BatchNorm3d, torch.nn.SyncBatchNorm)


def train_mode(model):
    for m in [model, *model.modules()]:
        m.training = not isinstance(m, BN) or bool(sum(p.requires_grad for p in m.parameters()))
    return model
