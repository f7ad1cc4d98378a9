# verdict: passed
answers = {
    "A": "to take pictures of another size",
    "B": "to make the model much smaller",
    "C": "to give one logit for each class of the new task",
    "D": "to be faster, since layers go away",
}
why_new_head = next(letter for letter, text in answers.items() if "logit" in text)
