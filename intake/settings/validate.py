"""A file's tree through a pydantic model: the form, or every fault in a sentence with its remedy."""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from intake.settings.faults import Finding, Step, Tree, did_you_mean, found
from intake.settings.forms import Context

Form = TypeVar("Form", bound=BaseModel)


def validate(form: type[Form], tree: Tree, context: Context) -> tuple[Form | None, list[Finding]]:
    """Return the file's form, or None and every fault of the file."""
    try:
        return form.model_validate(tree.value, context=context), []
    except ValidationError as error:
        return None, [_finding(form, tree, fault) for fault in error.errors(include_url=False)]


def _finding(form: type[BaseModel], tree: Tree, fault: ErrorDetails) -> Finding:
    path = tuple(step for step in fault["loc"] if step != "[key]")
    text, remedy = _sentence(fault, path[-1] if path else "", _accepted_keys(form, path))
    return Finding(level="error", where=tree.where(*path), text=text, remedy=remedy)


def _sentence(fault: ErrorDetails, key: Step, keys: list[str]) -> tuple[str, str]:
    value = found(fault["input"])
    context = fault.get("ctx", {})
    match fault["type"]:
        case "wrong":  # a check of ours
            return context["text"], context["remedy"]
        case "missing":
            return f"The key '{key}' is required and missing.", f"Add `{key}: …`."
        case "extra_forbidden":
            known = f"There is no key {found(key)} here; accepted are {', '.join(keys)}."
            return known, did_you_mean(key, keys, "Remove it.")
        case "literal_error":
            accepted = re.findall(r"'(.*?)'", context["expected"])
            text = f"One of {', '.join(accepted)} is expected, found {value}."
            return text, did_you_mean(fault["input"], accepted, "Write one of those.")
        case "model_type" | "dict_type":
            return f"A group of keys is expected, found {value}.", f"Write keys below `{key}:`, indented."
        case "string_type" if isinstance(fault["input"], int | float):
            return f"Text is expected, found {value}.", f'Write it in quotes: "{value}".'
        case "list_type" if isinstance(fault["input"], str):
            return f"A list is expected, found {value}.", f"Write it in brackets: [{value[1:-1]}]."
    expected, remedy = _TYPES.get(fault["type"], ("Another value", "Compare with the example."))
    return f"{expected} is expected, found {value}.", remedy


_TYPES: Final = {
    "string_type": ("Text", "Write one text."),
    "bool_type": ("true or false", "Write true or false, without quotes."),
    "int_type": ("A whole number", "Write digits only, without quotes."),
    "list_type": ("A list", "Write it in brackets: [FIRST, SECOND]."),
}


def _accepted_keys(form: type[BaseModel], path: tuple[Step, ...]) -> list[str]:
    """Return the keys that the group holding the path's last step may have."""
    steps = iter(path[:-1])
    for step in steps:
        field = next((f for key, f in form.model_fields.items() if step in (key, f.alias)), None)
        inner = _form_in(field.annotation) if field else None
        if field is None or inner is None:
            break
        form = inner
        if get_origin(field.annotation) in (list, dict):
            next(steps, None)  # the index or name of one of several
    return [field.alias or key for key, field in form.model_fields.items()]


def _form_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model in `Model`, `Model | None`, `list[Model]` or `dict[str, Model]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((form for part in get_args(annotation) if (form := _form_in(part))), None)
