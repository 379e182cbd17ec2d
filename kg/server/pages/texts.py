"""The texts of documents, as they were read when the graph was built."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pipeline import Workspace


async def text_of(place: Workspace, sha256: str) -> str | None:
    """Give the text of the document with this checksum; None where the workspace does not hold it."""
    return await asyncio.to_thread(_read, place, sha256)


def _read(place: Workspace, sha256: str) -> str | None:
    state = next((state for state in place.states() if state.sha256 == sha256), None)
    extraction = place.cache().get(state.key) if state else None
    return extraction.document.text if extraction else None
