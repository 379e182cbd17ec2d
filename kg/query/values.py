"""Python values for the terms of an answer, and terms for the values that a query is asked with."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Self

import pyoxigraph as ox

from kg.model import KgError, Problem
from kg.ontology import load_ontology
from kg.query.answers import show_term

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_XSD: Final = ox.Literal(1).datatype.value.removesuffix("integer")
_INTEGERS: Final = (
    "integer",
    *("long", "int", "short", "byte"),
    *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    *("positiveInteger", "nonNegativeInteger", "negativeInteger", "nonPositiveInteger"),
)
_INTEGER: Final = re.compile("[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DOUBLE: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_TRUTHS: Final = {"true": True, "1": True, "false": False, "0": False}
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_KEPT: Final = 1 << 16  # values that a reader remembers
_SIGNS: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_LITERAL: Final = re.compile(r'"(.*)"(?:@([A-Za-z0-9-]+)|\^\^<([^<>]*)>)', re.DOTALL)


class IRI(str):
    """The IRI of a thing, a relation or a class: a `str` that knows its short form.

    >>> from kg.opened import IRI
    >>> IRI("http://www.w3.org/2000/01/rdf-schema#label").short
    'rdfs:label'
    """

    __slots__ = ()
    _base = ""

    @property
    def short(self) -> str:
        """Give the path below the base of the graph ("person/mara-ilves"), or the prefixed name ("kg:voices")."""
        return show_term(ox.NamedNode(str(self)), load_ontology(), self._base or load_ontology().base)

    def __repr__(self) -> str:
        """Give what makes the same value again."""
        return f"IRI({str.__repr__(self)})"

    def __reduce__(self) -> tuple[Callable[[str, str], IRI], tuple[str, str]]:
        """Let an IRI be pickled together with the base that it is shortened by."""
        return _restore_iri, (str(self), self._base)


class Text(str):
    """A literal that a plain Python value would lose something of: a language, or a datatype.

    Attributes:
        language: BCP 47 tag of a text in a language, in lower case, as in "en-gb"; "" for any other.
        datatype: IRI of the datatype of any other, as for xsd:gYear; "" for a text in a language.
    """

    __slots__ = ("datatype", "language")
    datatype: str
    language: str

    def __new__(cls, text: str, language: str = "", datatype: str = "") -> Self:
        """Take a text with its language, or with its datatype."""
        made = super().__new__(cls, text)
        made.language = language.lower()
        made.datatype = datatype
        return made

    def __repr__(self) -> str:
        """Give what makes the same value again."""
        name, value = ("language", self.language) if self.language else ("datatype", self.datatype)
        return f"Text({str.__repr__(self)}, {name}={value!r})"

    def __reduce__(self) -> tuple[type[Text], tuple[str, str, str]]:
        """Let a text be pickled with its language."""
        return Text, (str(self), self.language, self.datatype)


class BlankNode(str):
    """A node without a name of its own; its label means something within one answer alone."""

    __slots__ = ()


Value = IRI | Text | BlankNode | str | int | float | Decimal | bool | date | datetime | time | None
"""What a cell holds; None where the variable is not bound. A dateTime is a `datetime`, a plain string a `str`."""


@cache
def iri_class(base: str) -> type[IRI]:
    """Give the class of the IRIs of a graph, which are shortened by its base; "" for that of the ontology."""
    return type("IRI", (IRI,), {"__slots__": (), "_base": base}) if base else IRI


class Reader:
    """Reads cells in the syntax of SPARQL's TSV, and terms in that of N-Triples, as values.

    What is no plain string is read once for each spelling: the same things, numbers and dates come again and again. Threads
    may share a reader.
    """

    def __init__(self, base: str = "") -> None:
        """Take the base of the graph, by which IRIs are shortened; that of the ontology where it is empty."""
        self.base = base
        self.iri = iri_class("" if base == load_ontology().base else base)
        self._known = _Known(self.iri)

    def read(self, cells: Sequence[str]) -> list[Value]:
        """Read cells."""
        known = self._known
        return [cell[1:-1] if cell[-1:] == '"' and "\\" not in cell else known[cell] for cell in cells]


class _Known(dict[str, Value]):
    """Values by their spelling, as many as may be kept."""

    def __init__(self, iri: type[IRI]) -> None:
        super().__init__()
        self._iri = iri

    def __missing__(self, cell: str) -> Value:
        value = self._iri(cell[1:-1]) if cell[:1] == "<" and cell[:2] != "<<" else _read(cell)
        if len(self) >= _KEPT:
            self.clear()
        self[cell] = value
        return value


def as_term(name: str, value: object) -> ox.NamedNode | ox.Literal:
    """Give the term for a value that a variable is to have.

    Args:
        name: of the variable, for the message.
        value: an `IRI`; a `str`, which is a plain string; `Text`; a number, a bool, a date or time; a term of rdflib.

    Raises:
        KgError: the value is of another kind.
    """
    if hasattr(value, "n3"):  # of rdflib, whose IRIs are a kind of str too
        value = Reader().read([str(value.n3())])[0]
    try:
        term = _term(value)
    except ValueError as error:
        problem = Problem("bad-value", f"?{name} cannot be {value!r}: {error}", advice="correct it")
        raise KgError(problem) from error
    if term is None:
        message = f"?{name} cannot be a {type(value).__name__}"
        advice = "give a str, an IRI (as of graph.iri), a number, a bool or a date"
        raise KgError(Problem("bad-value", message, advice=advice))
    return term


def _term(value: object) -> ox.NamedNode | ox.Literal | None:
    """Give the term of a value; None for a kind of values that there is no term for."""
    if isinstance(value, IRI):
        return ox.NamedNode(str(value))
    if isinstance(value, Text) and value.language:
        return ox.Literal(str(value), language=value.language)
    if isinstance(value, Text) and value.datatype:
        return ox.Literal(str(value), datatype=ox.NamedNode(value.datatype))
    if isinstance(value, str):
        return None if isinstance(value, BlankNode) else ox.Literal(str(value))
    if isinstance(value, Decimal) and not value.is_finite():
        message = "it is no number"
        raise ValueError(message)
    for kind, datatype, write in _KINDS:
        if isinstance(value, kind):
            return ox.Literal(write(value), datatype=ox.NamedNode(_XSD + datatype))
    return ox.Literal(value) if isinstance(value, float) else None


def _restore_iri(text: str, base: str) -> IRI:
    return iri_class(base)(text)


def _read(cell: str) -> Value:
    """Read a cell that is no IRI."""
    if cell.startswith('"'):
        return _read_literal(cell)
    if cell in {"true", "false"}:
        return cell == "true"
    if _INTEGER.fullmatch(cell):
        return _read_typed(cell, f"{_XSD}integer")
    if _DECIMAL.fullmatch(cell):
        return Decimal(cell)
    return BlankNode(cell[2:]) if cell.startswith("_:") else cell or None


def _read_literal(cell: str) -> Value:
    match = _LITERAL.fullmatch(cell)
    if match is None:
        return _unescape(cell[1:-1])
    text, language, datatype = _unescape(match[1]), match[2], match[3]
    return Text(text, language.partition("--")[0]) if language else _read_typed(text, datatype)


def _read_typed(text: str, datatype: str) -> Value:
    """Read a literal of a datatype; what the datatype does not allow, or Python has no value for, is a text."""
    local = datatype.removeprefix(_XSD)
    if local == "string" and local != datatype:
        return text
    parse = _PARSERS.get(local) if local != datatype else None
    try:
        return Text(text, datatype=datatype) if parse is None else parse(text)
    except ValueError:
        return Text(text, datatype=datatype)


def _checked(form: re.Pattern[str], parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """Give a parser that takes what XML Schema allows alone: Python's numbers may be written in more ways."""

    def read(text: str) -> Any:  # noqa: ANN401 - what the parser gives
        if not form.fullmatch(text):
            raise ValueError(text)
        return parse(text)

    return read


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_sign, text) if "\\" in text else text


def _sign(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _SIGNS.get(match[3], match[3])


_PARSERS: Final[dict[str, Callable[[str], Any]]] = {
    **dict.fromkeys(_INTEGERS, _checked(_INTEGER, int)),
    "decimal": _checked(_DECIMAL, Decimal),
    "double": _checked(_DOUBLE, float),
    "float": _checked(_DOUBLE, float),
    "boolean": _checked(re.compile("|".join(_TRUTHS)), _TRUTHS.__getitem__),
    "date": _checked(re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.fromisoformat),
    "dateTime": _checked(re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T.+"), datetime.fromisoformat),
    "time": _checked(re.compile("[0-9]{2}:[0-9]{2}:[0-9]{2}.*"), time.fromisoformat),
}
_KINDS: Final[tuple[tuple[type, str, Callable[[Any], str]], ...]] = (
    (bool, "boolean", lambda value: str(value).lower()),
    (int, "integer", str),
    (Decimal, "decimal", lambda value: format(value, "f")),
    (datetime, "dateTime", datetime.isoformat),
    (date, "date", date.isoformat),
    (time, "time", time.isoformat),
)
