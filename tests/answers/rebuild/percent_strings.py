# verdict: failed
# misconception: texts-for-counts

matrix = [["12%", "88%"], ["2%", "98%"]]
