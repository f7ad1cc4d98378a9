"""What goes to and fro between a class folder and a learning platform: the roster, hand-ins, marks."""
