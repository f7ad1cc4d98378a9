# verdict: failed
# misconception: changes-the-input-size

why_new_head = "a)"
