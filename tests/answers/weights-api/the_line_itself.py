# verdict: failed
# misconception: line-for-letter

load_code = "resnet50(weights=ResNet50_Weights.DEFAULT)"
