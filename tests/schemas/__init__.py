"""What each released schema left behind, and what makes that."""
