"""Dates, hours and zones of an ad: the deadline, and the days of the mission."""
