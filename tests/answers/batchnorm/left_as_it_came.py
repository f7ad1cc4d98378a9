# verdict: failed
# misconception: mode-left-as-it-came



def train_mode(model):
    return model
