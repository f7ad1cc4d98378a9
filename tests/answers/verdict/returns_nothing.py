# verdict: failed
# misconception: returns-nothing

def verdict(accuracy, precision, recall):
    word = "good" if accuracy > 0.80 and precision > 0.80 and recall > 0.80 else "bad"
