"""What the post is called and who offers it."""
