# verdict: failed

def train_mode(model, frozen):
    return model.train()
