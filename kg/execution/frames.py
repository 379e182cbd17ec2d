"""What goes over the sockets between the engine and its processes: a kind, a length, and so many bytes."""

from __future__ import annotations

import struct
from typing import Final

HEAD: Final = struct.Struct("<cI")

# To a process that answers. The rest is a tuple of texts, or of tuples of them, as `marshal` writes it: a tenth of the time of JSON.
OPEN: Final = b"o"  # open the store, so that the next query need not
QUERY: Final = b"q"
UPDATE: Final = b"u"
COPY: Final = b"c"  # lay a copy of the store for readers

# From a process that answers. A capital letter says the same, and that the process ends now.
DONE: Final = b"o"  # opened, or updated
WHOLE: Final = b"w"  # one byte for the kind of the answer, and all of it
BEGIN: Final = b"b"  # one byte for the kind of the answer, and its first part
PART: Final = b"d"
END: Final = b"e"
ERROR: Final = b"x"  # code, message, place, advice and exit code, as JSON
LAST_WORDS: Final = frozenset({DONE, WHOLE, END, ERROR})

# To the process that forks the others; the number names the new process, or the one to end.
READER: Final = b"r"  # with a socket
WRITER: Final = b"w"  # with a socket
KILL: Final = b"k"

# From it: the number of a process that has ended, its wait status, and the length of what it printed, which follows.
ENDED: Final = struct.Struct("<IiI")
PRINTED: Final = 2000  # bytes at most, from the beginning
