"""How papers look: shipped templates, an office's own, and what is wrong with one."""
