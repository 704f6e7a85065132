"""The subject that an ad prescribes for the mail."""
