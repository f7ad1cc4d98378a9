# verdict: passed

def pick_threshold(scores, labels, min_recall):
    s, is_positive = scores["validation"], labels["validation"].bool()
    recall = (s[is_positive] >= s[:, None]).float().mean(dim=1)
    return s[recall >= min_recall].max()
