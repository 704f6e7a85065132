"""What is in a file: its format by its bytes, the files inside it, and the text of its pages."""
