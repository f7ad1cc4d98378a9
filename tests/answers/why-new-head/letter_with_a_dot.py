# verdict: passed

why_new_head = "C."
