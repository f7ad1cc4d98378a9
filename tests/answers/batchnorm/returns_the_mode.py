# verdict: failed



def train_mode(model):
    model.train()
    return model.training
