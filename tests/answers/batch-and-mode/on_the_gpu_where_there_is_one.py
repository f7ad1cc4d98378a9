# verdict: passed

def classify(model, image, transform, categories, k):
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    here = next(model.parameters()).device
    was_training = model.training
    model.to(device).eval()
    with torch.inference_mode():
        probabilities = model(transform(image).unsqueeze(0).to(device)).softmax(-1).squeeze(0)
    model.to(here).train(was_training)
    return [(categories[int(i)], float(probabilities[i])) for i in probabilities.argsort(descending=True)[:k]]
