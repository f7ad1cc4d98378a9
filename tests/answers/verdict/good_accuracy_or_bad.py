# verdict: failed
# misconception: accuracy-alone

def verdict(accuracy, precision, recall):
    return "good" if accuracy > 0.80 else "bad"
