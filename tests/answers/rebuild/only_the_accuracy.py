# verdict: failed
# misconception: another-recall

matrix = [[50, 50], [150, 9750]]
