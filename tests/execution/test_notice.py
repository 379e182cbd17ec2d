"""The memory that the engine and a process share: what one side says, the other sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.execution.notice import LONGEST, NONE, SLOTS, Notice, State, make_memory

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def sides() -> Iterator[tuple[Notice, Notice]]:
    with make_memory() as memory:
        yield Notice(memory.fileno()), Notice(memory.fileno())


def test_at_first_nothing_is_done(sides: tuple[Notice, Notice]) -> None:
    engine, _ = sides
    assert (engine.state, engine.claimed) == (State.WAITING, NONE)
    assert not any(engine.uses(slot) for slot in range(SLOTS))


def test_what_a_process_does_is_seen(sides: tuple[Notice, Notice]) -> None:
    engine, process = sides
    assert process.claim(3)
    assert engine.uses(3)
    request = b"x" * LONGEST
    process.begin(3, request, 12.5)
    assert (engine.state, engine.claimed, engine.since, engine.request) == (State.ANSWERING, 3, 12.5, request)
    process.send()
    states = [engine.state]
    process.end(3)
    process.release()
    assert [*states, engine.state] == [State.SENDING, State.WAITING]
    assert not engine.uses(3)


def test_what_is_taken_back_is_not_read(sides: tuple[Notice, Notice]) -> None:
    engine, process = sides
    engine.revoke(SLOTS - 1)
    assert not process.claim(SLOTS - 1)
    assert process.claim(SLOTS - 2)
    engine.clear(SLOTS - 1)
    assert process.claim(SLOTS - 1)


def test_what_was_read_in_part_is_in_use(sides: tuple[Notice, Notice]) -> None:
    engine, process = sides
    process.claim(0)
    process.hold(0)
    process.release()
    assert engine.uses(0)
    process.end(0)
    assert not engine.uses(0)
