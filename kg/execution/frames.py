"""What goes over the sockets between the engine and its processes: a kind, a length, and so many bytes."""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

HEAD: Final = struct.Struct("<cI")

# To a process that answers. The rest is a tuple of texts, or of tuples of them, as `marshal` writes it: a tenth of the time of JSON.
OPEN: Final = b"o"  # open the store, so that the next query need not
QUERY: Final = b"q"
UPDATE: Final = b"u"
COPY: Final = b"c"  # lay a copy of the store for readers
LEND: Final = b"l"  # answer what comes on a connection, whose handle comes along, and before it that of the shared memory
RECALL: Final = b"k"  # give all connections back; an empty tuple
HANDLES: Final = 2  # that come with one of these at most


class Lent(NamedTuple):
    """What comes with a connection.

    Attributes:
        edition: what queries ask.
        folder: where it lies.
        mark: what a newer build is noticed by.
        slot: the number of the loan.
        data: what was read on the connection already.
        new: whether the handle of the shared memory comes before that of the connection.
    """

    edition: str
    folder: str
    mark: tuple[str, int, int]
    slot: int
    data: bytes
    new: bool


# From a process that answers. A capital letter says the same, and that the process ends now.
DONE: Final = b"o"  # opened, or updated
WHOLE: Final = b"w"  # one byte for the kind of the answer, and all of it
BEGIN: Final = b"b"  # one byte for the kind of the answer, and its first part
PART: Final = b"d"
END: Final = b"e"
ERROR: Final = b"x"  # code, message, place, advice and exit code, as JSON
BACK: Final = b"r"  # a connection is given back: `GIVEN`, and what was read there and not answered
SAID: Final = b"s"  # lines for the log
WORN: Final = b"y"  # all connections are given back now, and then the process ends
LAST_WORDS: Final = frozenset({DONE, WHOLE, END, ERROR})

# To the process that forks the others; the number names the new process, or the one to end.
READER: Final = b"r"  # with a socket
WRITER: Final = b"w"  # with a socket
KILL: Final = b"k"

# From it: the number of a process that has ended, its wait status, and the length of what it printed, which follows.
ENDED: Final = struct.Struct("<IiI")
PRINTED: Final = 2000  # bytes at most, from the beginning

# With a connection that is given back: which it is, and what has become of it.
GIVEN: Final = struct.Struct("=BB")
OPEN_STILL, CLOSED = 0, 1  # whoever asked is there still, or gone
