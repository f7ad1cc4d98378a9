# verdict: failed
# misconception: probabilities-kept

def predict(logits, threshold):
    probability = torch.sigmoid(logits)
    return probability * (probability > threshold)
