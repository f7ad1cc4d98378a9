# verdict: failed

def replace_head(model, n_classes):
    return head_replaced(model, n_classes)
