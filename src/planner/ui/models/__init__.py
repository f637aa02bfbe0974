"""Qt item models over the lines that services give."""
