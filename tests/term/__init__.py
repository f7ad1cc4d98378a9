"""A term, played: thirty learners, their hand-ins, what an instructor types, and every mark worked out a second time.

- `story`: who hands in what, and when, as a table; what the class's policies are.
- `bank`: the answers that go into a hand-in, and what each of them must earn.
- `hand_ins`: notebooks, and the archives in which platforms would deliver them.
- `oracle`: what every mark and every total must be. It imports nothing of `grader`.
- `play`: the term by commands alone.
- `compare`: what the gradebook, the exports and the pages say, as their readers read them.
"""
