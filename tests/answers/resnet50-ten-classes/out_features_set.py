# verdict: failed
# misconception: head-not-replaced



def ten_classes(model):
    model.fc.out_features = 10
    return model
