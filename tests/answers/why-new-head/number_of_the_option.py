# verdict: failed
# misconception: number-for-the-letter

why_new_head = 3
