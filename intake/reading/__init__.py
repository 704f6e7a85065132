"""Bytes to meaning: what a file says and what it is. No network, no database."""
