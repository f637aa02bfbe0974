"""What a pasted text states: recognised, with the words it rests on, and compared with what is known.

Nothing here writes. What is not sure is left out: a reader who is offered too much reads nothing.
"""
