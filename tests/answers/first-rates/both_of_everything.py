# verdict: failed
# misconception: tp-over-everything

def rates(tp, fn, fp, tn):
    everything = tp + fn + fp + tn
    share = tp / everything
    return share, share, (tp + tn) / everything
