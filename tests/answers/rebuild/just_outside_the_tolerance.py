# verdict: failed
# misconception: honest-and-right-alone

matrix = [[12, 88], [98, 9802]]
