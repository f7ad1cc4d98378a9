# verdict: failed
# misconception: never-unclear

def verdict(accuracy, precision, recall):
    return "bad" if accuracy < 0.60 or precision < 0.50 or recall < 0.50 else "good"
