# verdict: failed
# misconception: gradients-recorded

def classify(model, image, transform, categories, k):
    was_training = model.training
    model.eval()
    probabilities = model(transform(image).unsqueeze(0)).softmax(dim=1)[0].detach()
    model.train(was_training)
    best = probabilities.topk(k)
    return [(categories[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
