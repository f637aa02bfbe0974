"""What fills the main view: one page per area."""
