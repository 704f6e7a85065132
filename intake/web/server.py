"""Serves the console until it is told to stop."""

from __future__ import annotations

import logging

import uvicorn

from intake.services.desk import Desk
from intake.web.app import console
from intake.web.desks import Desks

log = logging.getLogger(__name__)


def serve(desk: Desk, host: str, port: int) -> None:
    """Answer at that address until SIGTERM or Ctrl-C; what is in hand is finished."""
    proxies = list(desk.settings.web.proxies)
    config = uvicorn.Config(
        console(Desks(desk)),
        host=host,
        port=port,
        log_config=None,
        access_log=False,  # addresses and search words stay out of logs
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        timeout_graceful_shutdown=20,
        limit_concurrency=200,
        lifespan="off",
    )
    uvicorn.Server(config).run()
