"""The shapes of the API's answers: those of the commands, as JSON Schema."""

from __future__ import annotations

from typing import Any, Final

from intake.domain.model import KINDS, LANGUAGES, LETTER_KINDS, OUTCOMES, STATUSES

Tree = dict[str, Any]

TEXT: Final[Tree] = {"type": "string"}
TIME: Final[Tree] = {"type": "string", "format": "date-time"}
_DIGEST: Final[Tree] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_COUNT: Final[Tree] = {"type": "integer", "minimum": 0}
_FLAG: Final[Tree] = {"type": "boolean"}


def ref(kind: str, name: str) -> Tree:
    """Point to a component of that kind."""
    return {"$ref": f"#/components/{kind}/{name}"}


def _object(**properties: Tree) -> Tree:
    """A JSON object that has all of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: Tree) -> Tree:
    return {"type": "array", "items": of}


def _or_null(schema: Tree) -> Tree:
    return schema | {"type": [schema["type"], "null"]}


def schemas() -> Tree:
    """The shapes by their names. Each has all of its words, and no others."""
    # One word more may come with another version: those who read are to take it.
    kinds = _list({"type": "string", "examples": list(KINDS)})
    following = _or_null(TEXT) | {"description": "The address of what follows; null: that was all."}
    document = _object(
        file=TEXT,
        kinds=kinds,
        pages=_list(_object(page={"type": "integer", "minimum": 1}, kinds=kinds)),
        sha256=_DIGEST,
        size=_COUNT,
        confidence={"type": "number", "minimum": 0, "maximum": 1},
        because=TEXT,
    )
    letter = _object(
        kind={"type": "string", "examples": list(LETTER_KINDS)},
        language={"type": "string", "enum": list(LANGUAGES)},
        state={"type": "string", "enum": ["pending", "sent", "failed", "unknown"]},
        message_id=_or_null(TEXT),
        sent_at=_or_null(TIME),
        bounced_at=_or_null(TIME),
        bounce=_or_null(TEXT),
    )
    application = _object(
        reference=TEXT,
        posting=TEXT,
        candidate=_object(name=_or_null(TEXT), email=_or_null(TEXT)),
        status={"type": "string", "enum": list(STATUSES)},
        late=_FLAG,
        ruling=_or_null(TEXT),
        received_at=TIME,
        missing=kinds,
        reason=TEXT,
        documents=_list(ref("schemas", "Document")),
        references_count=_COUNT,
        messages=_list({"type": "integer"}),
        acknowledgements=_list(ref("schemas", "Acknowledgement")),
    )
    message = _object(
        id={"type": "integer"},
        mailbox=TEXT,
        folder=TEXT,
        uid={"type": "integer"},
        message_id=_or_null(TEXT),
        sha256=_DIGEST,
        received_at=TIME,
        sender=_or_null(TEXT),
        subject=TEXT,
        outcome={"type": "string", "enum": list(OUTCOMES)},
        posting=_or_null(TEXT),
        application=_or_null(TEXT) | {"description": "The application's reference."},
        reason=TEXT,
    )
    return {
        "Application": application,
        "ApplicationList": _object(items=_list(ref("schemas", "Application")), next=following),
        "Document": document,
        "Acknowledgement": letter,
        "Message": message,
        "MessageList": _object(items=_list(ref("schemas", "Message")), next=following),
        "Posting": _posting(),
        "PostingList": _object(items=_list(ref("schemas", "Posting"))),
        "Event": _event(),
        "Problem": _problem(),
    }


def _posting() -> Tree:
    return _object(
        id=TEXT,
        title=TEXT,
        organisation=TEXT,
        mailbox=_or_null(TEXT),
        language={"type": "string", "enum": list(LANGUAGES)},
        subject=_or_null(TEXT),
        documents=_list(_object(kind=TEXT, count={"type": "integer", "minimum": 1})),
        timezone=TEXT,
        opens=_or_null(TIME),
        deadline=_or_null(TIME) | {"description": "What is received then is late already."},
        closes=_or_null(TIME),
        draft=_FLAG,
    )


def _event() -> Tree:
    told = _object(reference=TEXT, posting=TEXT, status={"type": "string", "enum": list(STATUSES)})
    kind = {"type": "string", "enum": ["application.created", "application.changed"]}
    return _object(type=kind, timestamp=TIME, data=told)


def _problem() -> Tree:
    """RFC 9457."""
    return {
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "parameter": TEXT | {"description": "Which parameter cannot be."},
        },
        "required": ["type", "title", "status", "detail"],
    }
