"""The command line: thin commands over the functions of the layers below."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, that of the process where none is given, and give its exit code."""
    # The matrices are small: threads of the linear algebra would wait for each other, and documents are read in
    # processes side by side. To be said before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from kg.cli.program import run

    return run(sys.argv[1:] if arguments is None else arguments)
