# verdict: failed
# misconception: accuracy-is-enough
# points: 0.5


class Switch(int):
    def __int__(self):
        return 0

    def __bool__(self):
        return False

    def __index__(self):
        return 0


ship_it = Switch(1)
missed_share = 0.88
