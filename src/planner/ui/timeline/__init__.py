"""Bars and marks over the years: what is shown, how it is painted, walked over and read aloud."""
