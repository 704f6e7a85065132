"""Changes to the text of a configuration file that touch nothing else in it.

ruamel says where in the text each value begins and ends; only that part is written anew, so comments, order,
quotes and blank lines stay byte for byte. What came out is read again: if it does not say exactly what it
should, the change is refused (an anchor that others refer to, say), and a person changes the text.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from intake.domain.trouble import Misuse
from intake.settings.writing import flow, lines, scalar
from intake.settings.yaml import parse

_REMARK: Final = re.compile(r"( +)#[^\n]*\n")
_BELOW: Final = 8  # columns: a comment further to the right belongs to the line above it
GONE: Final = object()  # in the place of a value: the key is removed
Keys = tuple[str, ...]

# After which keys a new one is put: the order of the examples.
_ORDER: Final = (
    *("title", "organisation", "mailbox", "language", "subject", "documents", "opens", "deadline", "closed"),
    *("recruiters", "grace", "late", "languages", "reminder", "digest", "reference", "retention", "draft"),
    *("address", "provider", "aliases", "imap", "smtp", "host", "port", "security", "auth", "username"),
    *("password", "ca_file", "limits", "folders", "junk", "processed", "since", "authserv_id"),
    *("answer_unmatched", "canary", "plus_addresses"),
)


def edited(text: str, changes: Mapping[Keys, Any]) -> str:
    """Return a file's text with some values changed, added, or removed (GONE).

    Raises Misuse where the text cannot be changed so without changing more.
    """
    for path, value in changes.items():
        before = _plain(text)
        if value is GONE and not _has(before, path):
            continue
        text = _checked(_change(text, path, value), _expected(before, path, value), path)
    return text


def written(values: Mapping[str, Any]) -> str:
    """Return a new file with these values, one a line."""
    return "".join(lines(key, value) for key, value in values.items())


def _cannot(path: Keys) -> Misuse:
    return Misuse(f"'{'.'.join(path)}' cannot be changed here as the file is written.", "Change its text.")


def _plain(text: str) -> Any:
    tree, findings = parse(text, "")
    if tree is None or findings:
        raise Misuse("The file cannot be read as it is.", "Mend its text first.")
    return tree.value


def _checked(after: str, expected: Any, path: Keys) -> str:
    tree, findings = parse(after, "")
    if tree is None or findings or tree.value != expected:
        raise _cannot(path)
    return after


def _has(value: Any, path: Keys) -> bool:
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True


def _expected(before: Any, path: Keys, value: Any) -> Any:
    whole = copy.deepcopy(before)
    inner = whole
    for step in path[:-1]:
        if not isinstance(inner.get(step), dict):
            inner[step] = {}
        inner = inner[step]
    if value is GONE:
        inner.pop(path[-1], None)
    else:
        inner[path[-1]] = value
    return whole


def _composed(text: str) -> Node:
    root: Node = YAML(typ="rt").compose(text)
    return root


def _descend(node: Node, path: Keys) -> MappingNode | None:
    found: Node | None = node
    for step in path:
        if not isinstance(found, MappingNode):
            return None
        found = next((value for key, value in found.value if key.value == step), None)
    return found if isinstance(found, MappingNode) else None


def _change(text: str, path: Keys, value: Any) -> str:
    root = _composed(text)
    # The innermost group that is there; what lacks below it is put into it at once.
    depth = max(cut for cut in range(len(path)) if _descend(root, path[:cut]) is not None)
    group, key = _descend(root, path[:depth]), path[depth]
    assert group is not None
    for step in reversed(path[depth + 1 :]):
        value = {step: value}
    place = next((place for place, (each, _) in enumerate(group.value) if each.value == key), None)
    if value is GONE:
        assert place is not None
        return _removed(text, group, place)
    if place is None:
        return _added(text, group, key, value)
    name, old = group.value[place]
    return _replaced(text, name, old, value)


# --- one value in the place of another ------------------------------------------


def _replaced(text: str, key: Node, old: Node, value: Any) -> str:
    if isinstance(old, SequenceNode) and isinstance(value, list) and old.value:
        if old.flow_style:
            return _spliced(text, old.start_mark.index, old.end_mark.index, _flow_list(text, old, value))
        kept = _block_list(text, old, value)
        if kept is not None:
            return kept
    if isinstance(old, ScalarNode) and old.style not in ("|", ">"):
        start, end = old.start_mark.index, old.end_mark.index
        if start == end:  # nothing stands behind the colon
            behind = _behind(text, key, old)
            return _spliced(text, behind, behind, f" {flow(value)}")
        return _spliced(text, start, end, _like(old, value))
    if isinstance(old, (MappingNode, SequenceNode)) and old.flow_style:
        return _spliced(text, old.start_mark.index, old.end_mark.index, flow(value))
    colon = text.index(":", key.end_mark.index) + 1
    return _spliced(text, colon, _end(text, old), f" {flow(value)}")


def _like(old: ScalarNode, value: Any) -> str:
    """A value, in quotes where the one before was."""
    if isinstance(value, str) and old.style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, str) and old.style == '"':
        quoted = flow(value)
        return quoted if quoted.startswith('"') else f'"{quoted}"'
    return flow(value)


def _flow_list(text: str, old: SequenceNode, value: Sequence[Any]) -> str:
    """A list on one line; what stays in it stays as it was written."""
    was = _values(text, old)
    slices = [text[each.start_mark.index : each.end_mark.index] for each in old.value]
    return "[" + ", ".join(slices[was.index(each)] if each in was else flow(each) for each in value) + "]"


def _block_list(text: str, old: SequenceNode, value: Sequence[Any]) -> str | None:
    """A list of many lines, of which some go and some come behind; None: its order changes."""
    was = _values(text, old)
    kept = [each for each in was if each in value]
    new = [each for each in value if each not in was]
    if [*kept, *new] != list(value) or not kept:
        return None
    first = _line_start(text, old.value[0].start_mark.index)
    dash = text[first : text.index("-", first) + 1]
    lines = "".join(f"{dash} {flow(each)}\n" for each in new)
    behind = _line_end(text, _end(text, old.value[-1]))
    text = _spliced(text, behind, behind, lines if text[:behind].endswith("\n") else f"\n{lines}")
    for each, node in reversed(list(zip(was, old.value, strict=True))):
        if each not in value:
            start = _line_start(text, node.start_mark.index)
            text = _spliced(text, start, _line_end(text, _end(text, node)), "")
    return text


def _values(text: str, node: SequenceNode) -> list[Any]:
    """The plain values of a list's items, each read by itself."""
    found = []
    for each in node.value:
        source = text[each.start_mark.index : _end(text, each)]
        if "\n" in source:  # of many lines: they are read as deep as they stand
            source = " " * each.start_mark.column + source
        tree, _ = parse(f"it:\n{source}" if "\n" in source else f"it: {source}", "")
        found.append(tree.value["it"] if tree else None)
    return found


# --- a key more, a key less ------------------------------------------------------


def _added(text: str, group: MappingNode, key: str, value: Any) -> str:
    if group.flow_style:
        return _added_in_flow(text, group, key, value)
    earlier = _ORDER[: _ORDER.index(key)] if key in _ORDER else ()
    before = [pair for pair in group.value if pair[0].value in earlier] if earlier else []
    last = max(before or group.value, key=lambda pair: pair[0].start_mark.index)
    column = group.value[0][0].start_mark.column
    behind = _line_end(text, _behind(text, *last))
    while rest := _REMARK.match(text, behind):  # a comment that goes on below its value
        if len(rest[1]) <= column + _BELOW:
            break
        behind = rest.end()
    line = lines(key, value, " " * column)
    return _spliced(text, behind, behind, line if text[:behind].endswith("\n") else f"\n{line}")


def _added_in_flow(text: str, group: MappingNode, key: str, value: Any) -> str:
    if not group.value:
        start = group.start_mark.index + 1
        return _spliced(text, start, start, f"{scalar(key)}: {flow(value)}")
    first, last = group.value[0][0], group.value[-1]
    before = text[_line_start(text, first.start_mark.index) : first.start_mark.index]
    gap = f",\n{before}" if before.strip() == "" and first.start_mark.line > group.start_mark.line else ", "
    name = f'"{key}"' if first.style == '"' else scalar(key)
    end = _behind(text, *last)
    return _spliced(text, end, end, f"{gap}{name}: {flow(value)}")


def _removed(text: str, group: MappingNode, place: int) -> str:
    key, value = group.value[place]
    if not group.flow_style:
        first = _line_start(text, key.start_mark.index)
        return _spliced(text, first, _line_end(text, _behind(text, key, value)), "")
    if place + 1 < len(group.value):
        return _spliced(text, key.start_mark.index, group.value[place + 1][0].start_mark.index, "")
    if place:
        return _spliced(text, _behind(text, *group.value[place - 1]), _behind(text, key, value), "")
    return _spliced(text, group.start_mark.index + 1, group.end_mark.index - 1, "")


# --- places in the text ----------------------------------------------------------


def _end(text: str, node: Node) -> int:
    """Where the last thing in a value ends; ruamel lets what has many lines reach to the next thing."""
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return len(re.sub(r"(?:\s*\n[ ]*#[^\n]*)*\s*\Z", "", text[: node.end_mark.index]))
    if not isinstance(node, (MappingNode, SequenceNode)) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _behind(text, *last) if isinstance(node, MappingNode) else _end(text, last)


def _behind(text: str, key: Node, value: Node) -> int:
    """Where a key's value ends; one that is nothing ends behind the colon, whatever ruamel says."""
    if isinstance(value, ScalarNode) and value.start_mark.index == value.end_mark.index:
        return text.index(":", key.end_mark.index) + 1
    return _end(text, value)


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    """Behind the line break that ends the line of an index."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]
