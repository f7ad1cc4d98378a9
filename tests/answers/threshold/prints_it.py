# verdict: failed
# misconception: prints-instead

def predict(logits, threshold):
    print(torch.sigmoid(logits) > threshold)
