# verdict: failed



def prepare(model):
    return model
