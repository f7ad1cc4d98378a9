# verdict: failed
# misconception: never-unclear

def verdict(accuracy, precision, recall):
    return "good" if min(accuracy, precision, recall) > 0.80 else "bad"
