# verdict: failed
# misconception: makes-the-model-much-smaller

why_new_head = "B"
