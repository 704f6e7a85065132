"""What tells others how a running process of intake is: systemd, probes, Prometheus.

Nothing here does any of the work, and none of it stops where this fails.
"""
