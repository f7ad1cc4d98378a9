# verdict: failed
# misconception: function-not-called
# points: 0.5


def missed(recall=0.12):
    return 1 - recall


ship_it = False
missed_share = missed
