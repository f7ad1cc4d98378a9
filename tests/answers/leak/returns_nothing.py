# verdict: failed
# misconception: returns-nothing

def split(groups, x, held_out, seed):
    names = groups.unique()
