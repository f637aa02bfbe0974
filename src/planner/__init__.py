"""Planner: people, visits and itineraries of delegations, kept and handed out offline."""

__version__ = "0.7.0"
