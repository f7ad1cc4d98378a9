# verdict: failed
# misconception: softmax-overflow

def row_softmax(scores):
    powers = torch.exp(scores.double())
    return powers / powers.sum(1).unsqueeze(1)
