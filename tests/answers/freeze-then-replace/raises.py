# verdict: failed

def prepare(model, n_classes):
    raise ValueError('no')
