# verdict: failed
# misconception: prints-instead

def split(groups, x, held_out, seed):
    print(groups.unique())
