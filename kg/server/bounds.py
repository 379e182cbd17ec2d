"""What the head of a request may have at most."""

from __future__ import annotations

from typing import Final

ADDRESS_BYTES: Final = 64 * 2**10
HEADER_BYTES: Final = 32 * 2**10
HEADERS: Final = 100
