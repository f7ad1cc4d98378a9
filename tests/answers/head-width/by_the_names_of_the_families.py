# verdict: passed

def head_width(model):
    if hasattr(model, "fc"):
        return model.fc.in_features
    if hasattr(model, "heads"):
        return model.heads.head.in_features
    if hasattr(model, "head"):
        return model.head.in_features
    head = model.classifier
    if isinstance(head, torch.nn.Sequential):
        head = head[1] if type(model).__name__ == "SqueezeNet" else head[-1]
    return head.in_channels if isinstance(head, torch.nn.Conv2d) else head.in_features
