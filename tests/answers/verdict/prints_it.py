# verdict: failed
# misconception: prints-instead

def verdict(accuracy, precision, recall):
    print("good" if min(accuracy, precision, recall) > 0.80 else "bad")
