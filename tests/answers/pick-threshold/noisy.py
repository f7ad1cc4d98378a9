# verdict: passed

from tqdm import tqdm


def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"], labels["validation"]
    best = 0.0
    for threshold in tqdm(s.tolist()):
        recall = ((s >= threshold) & (y == 1)).sum().item() / (y == 1).sum().item()
        print(threshold, recall)
        if recall >= min_recall:
            best = max(best, threshold)
    return best
