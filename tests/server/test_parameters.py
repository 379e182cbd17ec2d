"""What is asked is read out of addresses and forms."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from hypothesis import given
from hypothesis import strategies as st

from kg.server.protocol.parameters import read_asked, unescape

PIECES = (
    b"%",
    b"%4",
    b"%41",
    b"%5c",
    b"%zz",
    b"%ff",
    b"%C3%A9",
    b"%u0041",
    b"\\",
    b"\\x41",
    b"N{DASH}",
    b"u0041",
    b"0",
    b"\n",
    b"\r",
    b"=",
    b"=3D",
    b"%3D",
)


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=3), max_size=8).map(b"".join))
def test_escapes_are_read_as_the_standard_library_reads_them(data: bytes) -> None:
    assert unescape(data) == unquote_to_bytes(data)


def test_a_query_is_what_was_escaped() -> None:
    sparql = 'SELECT ?ā WHERE { ?ā rdfs:label "50 % \\\\ + more" }'
    escaped = "".join(f"%{byte:02X}" for byte in sparql.encode())
    assert read_asked(f"query={escaped}".encode()).query == sparql
