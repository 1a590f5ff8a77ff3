"""Expressions of a form, checked without Java: syntax and functions by elementpath, circles by graphlib. Pure.

Sources: XPath 1.0; ODK XForms specification, section *XPath Functions*.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from elementpath import ElementPathError
from elementpath.xpath1 import XPath1Parser

OPENROSA: Final[Mapping[str, tuple[int, int | None]]] = {
    "abs": (1, 1), "acos": (1, 1), "area": (1, None), "asin": (1, 1), "atan": (1, 1), "atan2": (2, 2),
    "base64-decode": (1, 1), "boolean-from-string": (1, 1), "checklist": (2, None), "choice-name": (2, 2),
    "coalesce": (2, None), "cos": (1, 1), "count-non-empty": (1, 1), "count-selected": (1, 1), "current": (0, 0),
    "date": (1, 1), "date-time": (1, 1), "decimal-date-time": (1, 1), "decimal-time": (1, 1), "digest": (2, 3),
    "distance": (1, None), "enclosed-area": (1, None), "ends-with": (2, 2), "exp": (1, 1), "exp10": (1, 1),
    "extract-signed": (2, 2), "format-date": (2, 2), "format-date-time": (2, 2), "geofence": (2, 2), "if": (3, 3),
    "indexed-repeat": (3, None), "instance": (1, 1), "int": (1, 1), "intersects": (1, 1), "join": (1, None),
    "log": (1, 1), "log10": (1, 1), "max": (1, None), "min": (1, None), "now": (0, 0), "number-from-string": (1, 1),
    "once": (1, 1), "pi": (0, 0), "position": (0, 1), "pow": (2, 2), "property": (1, 1), "pulldata": (4, None),
    "random": (0, 0), "randomize": (1, 2), "regex": (2, 2), "round": (1, 2), "selected": (2, 2),
    "selected-at": (2, 2), "sin": (1, 1), "sqrt": (1, 1), "string-length": (0, 1), "substr": (2, 3), "tan": (1, 1),
    "thousandsep": (1, 1), "today": (0, 0), "uuid": (0, 1), "version": (0, 0), "weighted-checklist": (2, None),
}  # fmt: skip
"""Functions beyond XPath 1.0: how many values each takes; None = any number more."""

_CALCULATED: Final = ("calculate", "relevant", "readonly", "required")
_PATH: Final = re.compile(r"(?<![\w\]])/[\w.\-]+(?:/[\w.\-]+)+")
_TEXT: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_MARK: Final = re.compile(r"\[err:\w+\]\s*")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one expression: ``code`` xpath_syntax | xpath_function | xpath_arguments | circle."""

    path: str
    attribute: str
    code: str
    facts: Mapping[str, str]


def faults_of(path: str, attribute: str, expression: str) -> Fault | None:
    """The first thing that is wrong with ``expression``, None when it is sound.

    >>> faults_of("/data/a", "constraint", ". <= (").code
    'xpath_syntax'
    >>> faults_of("/data/a", "relevant", "selected(/data/b, 'x') and nofunc(1)").facts["name"]
    'nofunc'
    >>> faults_of("/data/a", "relevant", "selected(/data/b, 'x')") is None
    True
    """
    try:
        _parser()(namespaces={}).parse(_plain_path(expression))
    except ElementPathError as fault:
        said = str(fault)
        if named := re.search(r"unknown function '([^']+)'", said):
            return Fault(path, attribute, "xpath_function", {"name": named[1], "expression": expression})
        if re.search(r"argument|arity", said):
            return Fault(path, attribute, "xpath_arguments", {"said": _plain(said), "expression": expression})
        return Fault(path, attribute, "xpath_syntax", {"said": _plain(said), "expression": expression})
    except RecursionError:
        return Fault(path, attribute, "xpath_syntax", {"said": "", "expression": expression[:200]})
    return None


def _plain_path(expression: str) -> str:
    """What the parser understands: lists and the current node written as paths, no prefix, no control letters."""
    text = _CURRENT.sub(".", _INSTANCE.sub("/list", _TEXT_SAFE.sub("", expression)))
    return text.replace("jr:", "")


_INSTANCE: Final = re.compile(r"instance\(\s*(?:'[^']*'|\"[^\"]*\")\s*\)")
_CURRENT: Final = re.compile(r"current\(\s*\)")
_TEXT_SAFE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@cache
def _parser() -> type[XPath1Parser]:
    """XPath 1.0 with the functions of OpenRosa, which are known by name and number of values, and never run."""

    class Parser(XPath1Parser):
        """Built once."""

    for name, nargs in OPENROSA.items():
        Parser.symbol_table.pop(name, None)  # round and position take more here than in XPath 1.0
        token = Parser.function(name, nargs=nargs if nargs[0] != nargs[1] else nargs[0])
        token.evaluate = _not_here  # type: ignore[method-assign]
        token.select = _not_here  # type: ignore[method-assign]
    return Parser


def _not_here(self: Any, context: Any = None) -> Any:
    raise self.missing_context()


def _plain(said: str) -> str:
    """The parser's words without its code and place."""
    return _MARK.sub("", said.rpartition(": ")[2])[:160]


def circle(binds: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Paths that need each other to be calculated or shown, first and last the same; empty when there are none.

    >>> circle({"/data/a": {"calculate": "/data/b + 1"}, "/data/b": {"calculate": "/data/a"}})
    ('/data/a', '/data/b', '/data/a')
    """
    needs = {path: sorted(_needed(path, told, binds)) for path, told in sorted(binds.items())}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        steps = tuple(found.args[1])
        least = steps.index(min(steps))
        turned = (*steps[least:-1], *steps[:least])
        return (*turned, turned[0])
    return ()


def _needed(path: str, told: Mapping[str, str], binds: Mapping[str, Any]) -> Iterator[str]:
    for attribute in _CALCULATED:
        expression = _TEXT.sub("''", told.get(attribute, ""))
        for named in set(_PATH.findall(expression)):
            # A condition on a group counts for what lies in it, and who asks for its own value is a circle too
            if named in binds and not (named == path and attribute != "calculate"):
                yield named
