# verdict: failed
# misconception: all-cases-for-positives

def pick_threshold(scores, labels, min_recall):
    s = scores["validation"].sort(descending=True).values
    k = int(min_recall * len(s))
    return s[k - 1].item()
