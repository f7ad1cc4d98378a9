# verdict: failed
# misconception: pretrained-true

load_code = "resnet50(pretrained=True)"
