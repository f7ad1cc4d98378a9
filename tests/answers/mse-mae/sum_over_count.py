# verdict: passed

def mse(p, y):
    errors = p.view(-1) - y.view(-1)
    return (errors @ errors) / len(errors)


def mae(p, y):
    errors = p.view(-1) - y.view(-1)
    return torch.maximum(errors, -errors).sum() / len(errors)
