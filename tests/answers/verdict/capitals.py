# verdict: passed

def verdict(accuracy, precision, recall):
    if accuracy > 0.8 and precision > 0.8 and recall > 0.8:
        return "Good"
    if accuracy < 0.6 or precision < 0.5 or recall < 0.5:
        return "Bad"
    return "Unclear"
