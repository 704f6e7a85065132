"""Who is in a text: the referees who can be reached, and whose paper it is."""
