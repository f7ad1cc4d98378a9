# verdict: failed
# misconception: only-the-number-changed



def ten_classes(model):
    model.fc.out_features = 10
    return model
