"""The window: the only floor that knows Qt. Pages ask services; widgets know only values."""
