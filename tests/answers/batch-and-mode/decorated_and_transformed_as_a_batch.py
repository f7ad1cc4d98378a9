# verdict: passed

@torch.inference_mode()
def classify(model, image, transform, categories, k):
    mode = model.training
    scores = model.eval()(transform(image[None]))
    model.train(mode)
    values, places = torch.sort(scores.log_softmax(1).exp(), descending=True)
    return tuple((categories[places[0, i]], values[0, i].item()) for i in range(k))
