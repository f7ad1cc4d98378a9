# verdict: passed

from fractions import Fraction

ship_it = bool(0)
missed_share = Fraction(22, 25)
