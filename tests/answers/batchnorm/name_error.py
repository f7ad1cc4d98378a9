# verdict: failed

def train_mode(model):
    return model.train().apply(still)
