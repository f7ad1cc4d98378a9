# verdict: failed
# misconception: letter-in-a-container

load_code = ["C"]
