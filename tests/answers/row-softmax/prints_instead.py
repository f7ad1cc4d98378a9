# verdict: failed
# misconception: prints-instead

def row_softmax(scores):
    print(scores.softmax(dim=1))
