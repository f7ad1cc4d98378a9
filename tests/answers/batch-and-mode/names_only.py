# verdict: failed
# misconception: names-alone

def classify(model, image, transform, categories, k):
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        probabilities = model(transform(image).unsqueeze(0)).softmax(dim=1)[0]
    model.train(was_training)
    best = probabilities.topk(k)
    return [categories[i] for p, i in zip(best.values.tolist(), best.indices.tolist())]
