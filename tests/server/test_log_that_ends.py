"""A log that nobody reads any more."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.serving import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path


def test_requests_are_answered_though_nobody_reads_the_log(built: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=built, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            port = int(process.stdout.readline().rstrip(b"/\n").rpartition(b":")[2])
            process.stderr.close()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            for _ in range(3):  # on the same connection
                connection.request("GET", "/sparql?query=ASK%20%7B%7D")
                assert connection.getresponse().read()
            connection.close()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
