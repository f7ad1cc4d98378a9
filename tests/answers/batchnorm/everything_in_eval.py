# verdict: failed
# misconception: everything-in-eval-mode



def train_mode(model):
    model.eval()
    return model
