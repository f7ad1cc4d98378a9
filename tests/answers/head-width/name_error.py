# verdict: failed

def head_width(model):
    return find_head(model).width
