"""A query with what belongs to it, and the reply to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg.execution.refusals import too_large

if TYPE_CHECKING:
    from kg.query import AnswerKind


class Task(NamedTuple):  # which is made in a fourth of the time of a dataclass, as `Reply` is
    """A query to answer.

    Attributes:
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of the ontology are known, its own win.
        row_format: of SELECT and ASK: json, xml, csv or tsv.
        triple_format: of CONSTRUCT and DESCRIBE: turtle, ntriples, rdfxml, jsonld, trig, nquads or n3.
        base: what relative IRIs of the query are resolved against; "" for nothing.
        default_graphs: IRIs of the graphs that are merged to the default graph (`default-graph-uri`).
        named_graphs: IRIs of the graphs that GRAPH may name (`named-graph-uri`). Where either of the two is given,
            the query sees no other graph, and its own FROM and FROM NAMED do not count.
        substitutions: pairs of a variable without its mark and a term in N-Triples; for variables that the SELECT clause has.
    """

    sparql: str
    row_format: str = "json"
    triple_format: str = "turtle"
    base: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    substitutions: tuple[tuple[str, str], ...] = ()


class Chunks(Protocol):
    """The parts of a long answer, in order, as they are made.

    Reading raises `KgError` where the answer breaks off: time, memory or size ran out. Whoever stops reading before the end calls
    `aclose`, which ends the query; being cancelled while reading does so too.
    """

    def __aiter__(self) -> Chunks:
        """Give itself."""
        ...

    async def __anext__(self) -> bytes:
        """Give the next part."""
        ...

    async def aclose(self) -> None:
        """End the query if it still runs; may be called more than once."""
        ...


class Reply(NamedTuple):
    """The answer to a query.

    Attributes:
        kind: rows, a verdict or triples, which the form of the query decides.
        format: the one of the task's two formats that was used.
        body: all of a short answer, or the parts of a long one as they are made.
    """

    kind: AnswerKind
    format: str
    body: bytes | Chunks

    async def whole(self, most: int | None = None) -> bytes:
        """Give the body in one piece.

        Raises `KgError` `answer-too-large` where it has more than `most` bytes; the query is ended then.
        """
        if isinstance(self.body, bytes):
            return self.body
        parts: list[bytes] = []
        size = 0
        try:
            async for part in self.body:
                parts.append(part)
                size += len(part)
                if most is not None and size > most:
                    raise too_large(most)
        finally:
            await self.body.aclose()
        return b"".join(parts)
