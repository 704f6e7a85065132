"""How and where an ad wants applications sent."""
