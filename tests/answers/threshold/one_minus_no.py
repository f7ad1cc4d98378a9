# verdict: failed
# misconception: at-the-threshold-too

def predict(logits, threshold):
    return ~(torch.sigmoid(-logits) > 1 - threshold)
