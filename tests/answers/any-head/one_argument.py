# verdict: failed

def replace_head(model):
    return model
