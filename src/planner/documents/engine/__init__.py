"""The engine that sets pages as PDF and as pictures, and the fonts and pictures it is given."""
