# verdict: failed
# misconception: words-for-the-letter

why_new_head = "because of the head"
