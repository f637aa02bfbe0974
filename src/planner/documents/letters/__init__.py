"""Letters that an office writes after a visit, from texts that it may replace by its own."""
