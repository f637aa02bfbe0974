"""Papers that say afterwards what became of a visit."""
