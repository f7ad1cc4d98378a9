"""Answers of one class that are more alike than stub, lesson and published key explain; nothing here gives a mark."""
