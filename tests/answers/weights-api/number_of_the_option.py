# verdict: failed
# misconception: number-for-the-letter

load_code = 3
