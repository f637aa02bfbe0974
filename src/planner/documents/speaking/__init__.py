"""In which words, dates, times and names a paper speaks: one language, or two side by side."""
