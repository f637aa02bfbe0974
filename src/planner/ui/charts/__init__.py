"""Charts painted by hand: where bars lie, how they look, and how they leave as pictures."""
