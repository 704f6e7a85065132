"""How well job ads are read: ads with their truth, and the figures."""
