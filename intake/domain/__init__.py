"""The rules that candidates, recruiters and admins may dispute: pure, no clock, no I/O."""
