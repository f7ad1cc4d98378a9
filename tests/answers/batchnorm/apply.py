# verdict: passed



def train_mode(model):
    def still(layer):
        if "BatchNorm" in type(layer).__name__ and not any(p.requires_grad for p in layer.parameters()):
            layer.eval()
    return model.train().apply(still)
