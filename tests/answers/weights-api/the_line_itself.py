# verdict: passed

load_code = "resnet50(weights=ResNet50_Weights.DEFAULT)"
