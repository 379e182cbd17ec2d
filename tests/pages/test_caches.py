"""What pages keep between requests."""

from __future__ import annotations

import asyncio
import gc
import weakref

from kg.server.pages.editions import EditionCache


class Names:
    """Something large that is made of a graph."""


def test_what_was_made_of_a_graph_that_is_gone_is_let_go() -> None:
    made: list[weakref.ref[Names]] = []

    async def make() -> Names:
        names = Names()
        made.append(weakref.ref(names))
        return names

    async def use() -> None:
        cache = EditionCache()
        for edition in ("first", "second", "second"):
            await cache.get(edition, "names", make)
        gc.collect()
        assert [one() is not None for one in made] == [False, True]

    asyncio.run(use())
