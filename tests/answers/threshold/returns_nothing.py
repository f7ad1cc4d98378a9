# verdict: failed
# misconception: returns-nothing

def predict(logits, threshold):
    says_yes = torch.sigmoid(logits) > threshold
