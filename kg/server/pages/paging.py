"""Long lists in pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from starlette.requests import Request

_DIGITS: Final = 7  # of a page number that somebody means


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a long list a page stands.

    Attributes:
        number: of the page, from 1.
        pages: how many there are, one at least.
        size: entries of a page.
        count: entries in all.
        before: address of the page before, "" for none.
        after: address of the page behind, "" for none.
    """

    number: int
    pages: int
    size: int
    count: int
    before: str
    after: str

    @property
    def offset(self) -> int:
        """Give how many entries stand before the first of this page."""
        return (self.number - 1) * self.size

    @classmethod
    def of(cls, request: Request, count: int, size: int) -> Self:
        """Read the page from an address; a number beyond the end gives the last page."""
        text = request.query_params.get("page", "")
        wish = int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 1
        pages = max(1, -(-count // size))
        number = min(max(wish, 1), pages)
        before = _address(request, number - 1) if number > 1 else ""
        after = _address(request, number + 1) if number < pages else ""
        return cls(number, pages, size, count, before, after)


def _address(request: Request, number: int) -> str:
    return f"?{request.url.include_query_params(page=number).query}"
