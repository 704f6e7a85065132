"""A labelled corpus of application papers, made anew from texts of several authors: see README.md."""
