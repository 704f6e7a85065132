"""One third-party library each; siblings never import each other."""
