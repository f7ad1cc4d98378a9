# verdict: failed
# misconception: positive-is-the-other-class

def rates(tp, fn, fp, tn):
    negative_predictive_value = tn / (tn + fn)
    specificity = tn / (tn + fp)
    return negative_predictive_value, specificity, (tn + tp) / (tn + tp + fn + fp)
