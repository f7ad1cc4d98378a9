# verdict: failed
# misconception: line-for-letter

load_code = "resnet50(pretrained=True)"
