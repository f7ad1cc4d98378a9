# verdict: failed
# misconception: everything-in-eval-mode



def train_mode(model):
    return model.train(False)
