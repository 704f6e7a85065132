"""intake: receives applications by mail, checks the documents, files the dossiers and answers."""

__version__ = "0.1.0"
