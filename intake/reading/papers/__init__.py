"""What a text is: its traits, what they weigh, and the kinds of a document."""
