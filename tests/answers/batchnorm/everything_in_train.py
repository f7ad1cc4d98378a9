# verdict: failed
# misconception: everything-in-train-mode



def train_mode(model):
    return model.train()
