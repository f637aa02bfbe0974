"""Papers: what stands on them, said once, and the engines that make PDF and Word of it."""
