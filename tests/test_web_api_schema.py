"""The API holds what its description says: Schemathesis asks it whatever the description lets it ask."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from rigs.console import HOST
from rigs.office import CV, FULL, SALMA
from schemathesis.config import SchemathesisConfig
from test_web_api import API, asker

from intake.web.api.asking import Limit
from intake.web.api.description import described

# The same questions each time, and so few that they take some seconds.
GENERATION = {"max-examples": 25, "deterministic": True, "no-shrink": True, "database": "none"}
THERE = {"reference": "OMP-2026-0001", "sha256": sha256(CV[1]).hexdigest(), "id": "omp"}


class Current:
    """The application of the test that runs: the description is there before any is."""

    app: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Let it answer."""
        assert scope["type"] == "http", "there is nothing to be started"
        await self.app(scope, receive, send)


def _described() -> Any:
    """The description, with the names of what is there."""
    tree = described(API)
    for path in tree["paths"].values():
        for parameter in path["get"].get("parameters", ()):
            if parameter["name"] in THERE:
                parameter["example"] = THERE[parameter["name"]]
    schema = schemathesis.openapi.from_dict(
        tree, config=SchemathesisConfig.from_dict({"generation": GENERATION})
    )
    schema.config.update(base_url=HOST + API)
    schema.app = CURRENT
    return schema


CURRENT = Current()
SCHEMA = _described()


@pytest.fixture
def token(console, office, monkeypatch) -> str:
    """A token that reads all of an office with some applications, and is never told to ask less often."""
    monkeypatch.setattr(Limit, "wait", lambda self, token: None)
    office.apply(FULL, sender=SALMA)
    office.apply((CV,), sender="omar@example.com")
    office.apply(sender="stranger@example.com", subject="Bonjour")
    office.poll()
    CURRENT.app = console.app
    return asker(console).token


@SCHEMA.parametrize()
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)  # it only reads
def test_every_answer_is_as_it_is_described(case, token):
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


@SCHEMA.parametrize()
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=5)
def test_nobody_is_answered_without_a_token(case, token):
    response = case.call()
    open_to_all = case.operation.path == "/openapi.json" and case.method in ("GET", "HEAD")
    assert response.status_code in ((200,) if open_to_all else (401, 404, 405))
    assert "omar@example.com" not in response.text
