# verdict: failed
# misconception: mode-returned



def train_mode(model):
    model.train()
    return model.training
