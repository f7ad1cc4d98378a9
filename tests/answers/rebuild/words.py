# verdict: failed
# misconception: texts-for-counts

matrix = "12 of 100"
