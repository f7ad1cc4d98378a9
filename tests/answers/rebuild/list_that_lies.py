# verdict: failed
# misconception: finds-no-fraud

class Table(list):
    def __getitem__(self, place):
        return [12, 88] if place == 0 else [112, 9788]

    def __iter__(self):
        return iter([[12, 88], [112, 9788]])


matrix = Table([[0, 100], [100, 9800]])
