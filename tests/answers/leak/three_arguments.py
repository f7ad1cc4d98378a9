# verdict: failed

def split(groups, held_out, seed):
    return [], [], []
