"""The itinerary board: days side by side, painted by hand, moved by mouse and by keys alike."""
