# verdict: failed
# misconception: rounded

def rates(tp, fn, fp, tn):
    marked, there, n = tp + fp, tp + fn, tp + fn + fp + tn
    return float(f"{tp / marked:.2f}"), float(f"{tp / there:.2f}"), float(f"{(tp + tn) / n:.2f}")
