# verdict: failed
# misconception: stops-one-too-early

def pick_threshold(scores, labels, min_recall):
    positive = scores["validation"][labels["validation"] == 1].sort(descending=True).values
    return positive[max(int(min_recall * len(positive)), 1) - 1].item()
