"""A YAML 1.2 file → plain values and the line of each, within bounds.

Scalars that look like dates stay as written: the schema reads them in the posting's zone.
Comments are not kept here; whoever edits a file loads it with ruamel's round-trip loader.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from intake.settings.faults import Finding, Step, Tree, found

MAX_BYTES: Final = 1024 * 1024  # some 3,000 mailboxes, which take some seconds
_MAX_DEPTH: Final = 12  # the schema needs five levels
_MAX_VALUES: Final = 100_000  # an alias counts as all that it stands for
_LONGEST_NUMBER: Final = 40  # characters; what is longer is a text

_TAG: Final = "tag:yaml.org,2002:"
_AS_TEXT: Final = {_TAG + name for name in ("str", "timestamp", "merge", "value")}
_QUOTES: Final = (
    "Check the indentation; a text that holds ': ' or ' #' or begins with [ { & * ! % @ needs quotes."
)
_SHORTEN: Final = (
    "Where intake.yaml has more mailboxes than fit, some 3,000, give the others an intake of "
    "their own, with its own folder and database."
)


class _OutOfBoundsError(Exception):
    """The file nests deeper, or stands for more values, than any configuration does."""


def read(path: Path, file: str, most: int = MAX_BYTES) -> tuple[Tree | None, list[Finding]]:
    """Read one file of at most so many bytes, shown to people as `file`.

    The tree is None where nothing could be made of it.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(most + 1)
    except OSError as error:
        return None, [_error(file, f"The file cannot be read: {error.strerror}.", "Check its rights.")]
    if len(raw) > most:
        return None, [
            _error(
                file,
                f"The file is larger than {most // 1024:,} KB.",
                f"Shorten it. {_SHORTEN}" if most == MAX_BYTES else "Shorten it.",
            )
        ]
    try:
        return parse(raw.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [_error(f"{file}:{line}", "The file is not UTF-8 text.", "Save it with UTF-8 encoding.")]


def parse(text: str, file: str) -> tuple[Tree | None, list[Finding]]:
    """Read the text of one file. Raises nothing for any text."""
    try:
        root = YAML(typ="rt").compose(text)
        if root is None:
            return None, [_error(f"{file}:1", "The file is empty.", "Copy the example of this file.")]
        walk = _Walk(file)
        value = walk.visit(root, ())
    except MarkedYAMLError as error:
        return None, [_syntax(file, error)]
    except YAMLError as error:  # characters that YAML forbids
        return None, [_error(file, f"The file is not YAML: {_first_line(error)}.", "Remove such characters.")]
    except (ValueError, OverflowError):  # ruamel on an escape beyond Unicode
        return None, [_error(file, "The file is not YAML: it holds an impossible character.", _QUOTES)]
    except (_OutOfBoundsError, RecursionError):
        return None, [
            _error(file, "The file nests too deeply or stands for too many values.", "Write it plainly.")
        ]
    if isinstance(value, dict):
        return Tree(file=file, value=value, lines=walk.lines), walk.findings
    text = f"The file must hold keys with values (`title: …`), found {found(value)}."
    return None, [*walk.findings, _error(f"{file}:1", text, "Copy the example of this file.")]


class _Walk:
    """One pass over a tree of nodes: values, lines, and what the YAML grammar lets through."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[tuple[Step, ...], int] = {}
        self.findings: list[Finding] = []
        self._visited = 0

    def visit(self, node: Node, path: tuple[Step, ...]) -> Any:
        """Return the node's plain value and note the line of everything in it."""
        self._visited += 1
        if self._visited > _MAX_VALUES or len(path) > _MAX_DEPTH:
            raise _OutOfBoundsError
        self.lines.setdefault(path, _line(node))  # a key has noted its own line before
        match node:
            case SequenceNode(tag="tag:yaml.org,2002:seq"):
                return [self.visit(item, (*path, i)) for i, item in enumerate(node.value)]
            case MappingNode(tag="tag:yaml.org,2002:map"):
                return self._mapping(node, path)
            case ScalarNode():
                return self._scalar(node, path)
        return self._refuse_tag(node, path)

    def _mapping(self, node: MappingNode, path: tuple[Step, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._add(
                    key_node, path, "A list or group stands where a key is expected.", "Write `key: value`."
                )
                continue
            key = key_node.value
            if key in values:
                text = f"The key {found(key)} stands twice, first on line {self.lines[(*path, key)]}."
                self._add(key_node, (*path, key), text, "Remove one of them.")
                continue
            self.lines[(*path, key)] = _line(key_node)
            values[key] = self.visit(value_node, (*path, key))
        return values

    def _scalar(self, node: ScalarNode, path: tuple[Step, ...]) -> str | float | bool | None:
        text: str = node.value
        if node.tag in _AS_TEXT or len(text) > _LONGEST_NUMBER:
            return text
        with suppress(ValueError):  # a tag that the text does not bear: `!!int x`
            match str(node.tag).removeprefix(_TAG):
                case "null":
                    return None
                case "bool" if text.lower() in ("true", "false"):  # not the yes and no of YAML 1.1
                    return text.lower() == "true"
                case "int":
                    return int(
                        text.replace("_", ""), base=0 if text.lstrip("+-").startswith(("0x", "0o")) else 10
                    )
                case "float":
                    return float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
        self._refuse_tag(node, path)
        return text

    def _refuse_tag(self, node: Node, path: tuple[Step, ...]) -> None:
        text = f"The tag {found(str(node.tag).removeprefix(_TAG))} is not accepted here; plain values are."
        self._add(node, path, text, "Remove the tag, or put a text that begins with ! in quotes.")

    def _add(self, node: Node, path: tuple[Step, ...], text: str, remedy: str) -> None:
        where = Tree(file=self.file, value={}, lines={path: _line(node)}).where(*path)
        self.findings.append(_error(where, text, remedy))


def _line(node: Node) -> int:
    line: int = node.start_mark.line
    return line + 1


def _error(where: str, text: str, remedy: str) -> Finding:
    return Finding(level="error", where=where, text=text, remedy=remedy)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")


def _syntax(file: str, error: MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    where, column = (f"{file}:{mark.line + 1}", f" (column {mark.column + 1})") if mark else (file, "")
    problem = error.problem or error.context or "not YAML"
    if r"'\t'" in problem:
        return _error(where, f"A tab stands where only spaces are accepted{column}.", "Indent with spaces.")
    return _error(where, f"The file is not YAML: {problem}{column}.", _QUOTES)
