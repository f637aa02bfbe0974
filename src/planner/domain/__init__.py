"""What the words mean: plain frozen values and pure functions, no input or output."""
