"""Bodies of requests: too slow, too many at once, cut off; and that what was held is let go."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from kg.server import bodies
from kg.server.bodies import Bodies, GoneError
from kg.server.refusals import RefusedError

if TYPE_CHECKING:
    from starlette.types import Message, Receive

MIB = 2**20


def sending(*parts: bytes, then: Message | None = None) -> Receive:
    """Send parts of a body, and then a message or nothing for ever."""
    left = list(parts)

    async def receive() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(0), "more_body": True}
        if then is None:
            await asyncio.Event().wait()
        return then or {}

    return receive


END: Message = {"type": "http.request", "body": b"", "more_body": False}


def read(found: Bodies, receive: Receive, most: int = MIB) -> bytes:
    return asyncio.run(found.read(receive, {}, most))


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.1)
    with pytest.raises(RefusedError) as caught:
        read(Bodies(), sending(b"ASK"))
    assert (caught.value.status, caught.value.problem.code) == (408, "slow-body")


def test_all_bodies_together_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "ALL_TOGETHER", 2 * MIB)
    found = Bodies()
    for _ in range(2):
        assert len(read(found, sending(b"x" * MIB, then=END))) == MIB
    with pytest.raises(RefusedError) as caught:
        read(found, sending(b"x" * MIB, then=END))
    assert caught.value.status == 503
    found.release(2 * MIB)
    assert len(read(found, sending(b"x" * MIB, then=END))) == MIB


def test_what_was_refused_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "ALL_TOGETHER", 2 * MIB)
    monkeypatch.setattr(bodies, "SECONDS", 0.1)
    found = Bodies()
    for _ in range(5):
        with pytest.raises(RefusedError):
            read(found, sending(b"x" * MIB, b"x", then=END))
        with pytest.raises(RefusedError):
            read(found, sending(b"x" * MIB))
        with pytest.raises(GoneError):
            read(found, sending(b"x" * MIB, then={"type": "http.disconnect"}))
    assert len(read(found, sending(b"x" * MIB, then=END))) == MIB
