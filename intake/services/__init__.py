"""One verb each: poll, receive, deliver, digest, reconcile."""
