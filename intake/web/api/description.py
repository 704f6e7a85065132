"""The API described for machines: OpenAPI 3.1."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from intake.domain.model import OUTCOMES, STATUSES
from intake.web.api.asking import LARGEST_ID, MOST, USUAL
from intake.web.api.schemas import TEXT, TIME, Tree, ref, schemas

_SAMPLE: Final[Tree] = {
    "reference": "OMP-2026-0007",
    "posting": "omp",
    "candidate": {"name": "Salma Berrada", "email": "salma.berrada@example.com"},
    "status": "incomplete",
    "late": False,
    "ruling": None,
    "received_at": "2026-05-03T17:12:08+01:00",
    "missing": ["references"],
    "reason": "2 of 3 references",
    "documents": [
        {
            "file": "CV.pdf",
            "kinds": ["cv"],
            "pages": [{"page": 1, "kinds": ["cv"]}],
            "sha256": "0" * 64,
            "size": 48213,
            "confidence": 0.97,
            "because": "headings of a CV",
        }
    ],
    "references_count": 2,
    "messages": [12],
    "acknowledgements": [
        {
            "kind": "incomplete",
            "language": "fr",
            "state": "sent",
            "message_id": "<5f0c.intake@example.org>",
            "sent_at": "2026-05-03T17:13:00+01:00",
            "bounced_at": None,
            "bounce": None,
        }
    ],
}


def page(prefix: str) -> Callable[[Request], Response]:
    """The endpoint that shows the description; it holds nothing of anybody, and needs no token."""
    text = json.dumps(described(prefix), ensure_ascii=False)

    def endpoint(_: Request) -> Response:
        return Response(text, media_type="application/json", headers={"Cache-Control": "no-cache"})

    return endpoint


def described(prefix: str) -> Tree:
    """The description of the API that answers under `prefix`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "intake",
            "version": "1",
            "description": "Applications, their documents, mails and postings, to read. A token sees what "
            "its account sees: an admin's everything, a recruiter's the postings that name the address. What "
            "is another's is not found. Webhooks tell of new and changed applications.",
        },
        "servers": [{"url": prefix}],
        "security": [{"token": []}],
        "paths": _paths(),
        "webhooks": _webhooks(),
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Made under 'Tokens' of one's account; it begins with intake_.",
                }
            },
            "schemas": schemas(),
            "responses": _responses(),
            "headers": {
                "ETag": {"schema": TEXT, "description": "Send it as If-None-Match: 304 means the same."}
            },
        },
    }


# --- addresses -------------------------------------------------------------------


def _paths() -> Tree:
    after = "As the 'next' of the answer before has it."
    place = [
        _asked("after", {"type": "integer", "minimum": 0, "maximum": LARGEST_ID, "default": 0}, after),
        _asked(
            "limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, "Rows at most."
        ),
    ]
    known = {"type": "string", "minLength": 1, "maxLength": 200}
    filters = [
        _asked("posting", known, "Of this posting only; 404 if there is none such."),
        _asked("status", {"type": "string", "enum": list(STATUSES)}, "Of this status only."),
        _asked("since", TIME, "Received then or later (RFC 3339)."),
    ]
    outcome = _asked("outcome", {"type": "string", "enum": list(OUTCOMES)}, "Of this outcome only.")
    reference = _named("reference", "Such as OMP-2026-0007.")
    digest = _named("sha256", "Of the document's bytes, as the application tells it.")
    binary = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {
        "/applications": _get(
            "listApplications",
            "Applications, as they came in",
            _json("ApplicationList", {"items": [_SAMPLE], "next": None}),
            [*filters, *place],
            found=True,
        ),
        "/applications/{reference}": _get(
            "getApplication", "One application", _json("Application", _SAMPLE), [reference], found=True
        ),
        "/applications/{reference}/documents/{sha256}": _get(
            "getDocument",
            "The bytes of a document",
            binary,
            [reference, digest],
            found=True,
            more={"403": ref("responses", "Infected"), "410": ref("responses", "Lost")},
        ),
        "/messages": _get(
            "listMessages", "Mails, as they were taken in", _json("MessageList"), [outcome, *place]
        ),
        "/postings": _get("listPostings", "Every posting", _json("PostingList"), []),
        "/postings/{id}": _get(
            "getPosting", "One posting", _json("Posting"), [_named("id", "Its file's name.")], found=True
        ),
        "/openapi.json": {
            "get": {
                "operationId": "getDescription",
                "summary": "This description",
                "security": [],
                "responses": {
                    "200": {
                        "description": "OpenAPI 3.1",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    }
                },
            }
        },
    }


def _get(
    id_: str,
    summary: str,
    content: Mapping[str, Any],
    parameters: list[Tree],
    *,
    found: bool = False,
    more: Mapping[str, Any] | None = None,
) -> Tree:
    """An address to read; `found`: what it names may be not there."""
    good = {"description": summary, "headers": {"ETag": ref("headers", "ETag")}, "content": dict(content)}
    responses: Tree = {
        "200": good,
        "304": {"description": "What If-None-Match names is still so."},
        "400": ref("responses", "InvalidParameter"),
        "401": ref("responses", "Unauthorized"),
    }
    if found:
        responses["404"] = ref("responses", "NotFound")
    responses |= {
        **(more or {}),
        "405": ref("responses", "MethodNotAllowed"),
        "429": ref("responses", "TooManyRequests"),
        "503": ref("responses", "Unavailable"),
    }
    return {"get": {"operationId": id_, "summary": summary, "parameters": parameters, "responses": responses}}


def _asked(name: str, schema: Tree, description: str) -> Tree:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def _named(name: str, description: str) -> Tree:
    schema = {"type": "string", "minLength": 1, "maxLength": 200}
    return {"name": name, "in": "path", "required": True, "schema": schema, "description": description}


def _json(schema: str, example: Any = None) -> Tree:
    told: Tree = {"schema": ref("schemas", schema)}
    return {"application/json": told | ({"example": example} if example is not None else {})}


def _webhooks() -> Tree:
    return {
        "application": {
            "post": {
                "summary": "An application is new, or has changed",
                "description": "Made at least once, and signed as Standard Webhooks says.",
                "parameters": [
                    {"name": name, "in": "header", "required": True, "schema": TEXT, "description": what}
                    for name, what in (
                        ("webhook-id", "The same each time that one call is made."),
                        ("webhook-timestamp", "Seconds since 1970, when this try was made."),
                        ("webhook-signature", "'v1,' and the base64 of HMAC-SHA256 over id.timestamp.body."),
                    )
                ],
                "requestBody": {"required": True, "content": _json("Event")},
                "responses": {"2XX": {"description": "Taken. Anything else: it is told again."}},
            }
        }
    }


# --- answers -----------------------------------------------------------------------


def _responses() -> Tree:
    retry = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
    asks = {"WWW-Authenticate": {"schema": TEXT, "description": "Bearer (RFC 6750)."}}
    allow = {"Allow": {"schema": TEXT, "description": "GET, HEAD"}}
    told: tuple[tuple[str, str, int, str, str, Tree], ...] = (
        ("InvalidParameter", "invalid-parameter", 400, "Bad Request", "A parameter cannot be.", {}),
        ("Unauthorized", "unauthorized", 401, "Unauthorized", "There is no good token.", asks),
        ("Infected", "infected", 403, "Forbidden", "The virus scanner found something in it.", {}),
        ("NotFound", "not-found", 404, "Not Found", "It is not there, or not for this token.", {}),
        ("MethodNotAllowed", "method-not-allowed", 405, "Method Not Allowed", "It is for reading.", allow),
        ("Lost", "lost", 410, "Gone", "Its bytes are lost.", {}),
        ("TooManyRequests", "too-many-requests", 429, "Too Many Requests", "Asked too often.", retry),
        ("Unavailable", "unavailable", 503, "Service Unavailable", "Not now.", retry),
    )
    found = {}
    for name, kind, status, title, detail, headers in told:
        example = {
            "type": f"urn:intake:problem:{kind}",
            "title": title,
            "status": status,
            "detail": detail,
        }
        content = {"application/problem+json": {"schema": ref("schemas", "Problem"), "example": example}}
        found[name] = {"description": detail, "content": content} | ({"headers": headers} if headers else {})
    return found
