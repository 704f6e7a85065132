"""The documents that an ad asks for."""
