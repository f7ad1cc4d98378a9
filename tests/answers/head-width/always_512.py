# verdict: failed
# misconception: always-512

def head_width(model):
    return 512
