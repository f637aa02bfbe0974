"""Papers for Word: named styles, real headings and tables, drawn from the same blocks."""
