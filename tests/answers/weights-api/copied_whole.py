# verdict: failed
# misconception: letter-and-line

load_code = "C: `resnet50(weights=ResNet50_Weights.DEFAULT)`"
