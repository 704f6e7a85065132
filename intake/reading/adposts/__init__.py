"""Text of a job ad → a posting's draft, each value with its quote. Pure: no network, no clock, no files."""
