"""Running the server: the socket, the addresses, and an orderly end."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
from typing import TYPE_CHECKING

import uvicorn

from kg.model import ExitCode, KgError, Problem
from kg.server.app import make_app
from kg.server.connection import Connection
from kg.server.guard import is_origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.pipeline import Settings, Workspace
    from kg.server.options import Options

IDLE = 10  # seconds of a connection that nothing is asked on
FAREWELL = 3  # seconds for answers that run when the server ends
CONNECTIONS = 512


def serve(
    place: Workspace, settings: Settings, options: Options, started: Callable[[str], None] = lambda _: None
) -> None:
    """Answer requests until the process is told to end, by SIGINT or SIGTERM.

    Args:
        place: the workspace whose graph is served.
        settings: the base of its IRIs.
        options: where, to whom and how much.
        started: called with the address when the server answers, as in "http://127.0.0.1:8010/".

    Raises:
        KgError: there is no graph, or the address cannot be had.
    """
    _check(options)
    app = make_app(place, settings, options)
    with contextlib.closing(_listen(options)) as listener:
        config = uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="critical",  # the log is our own
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=IDLE,
            timeout_graceful_shutdown=FAREWELL,
            limit_concurrency=CONNECTIONS,
        )
        server = _Server(config, lambda: started(_address(options, listener)))
        try:
            server.run(sockets=[listener])
        except SystemExit as stop:  # all that uvicorn says of an application that did not start
            raise getattr(app.state, "failure", stop) from stop


def _check(options: Options) -> None:
    for origin in options.cors:
        if not is_origin(origin):
            advice = "write it as browsers send it: https://example.org, or * for all"
            raise KgError(Problem("wrong-usage", f"{origin} is no origin", "--cors", advice))


class _Server(uvicorn.Server):
    """A server that says when it answers, and whose end by a signal is no error."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        signals = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in signals}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _listen(options: Options) -> socket.socket:
    """Take the address before anything else is done, so that one that is taken is told at once."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((options.host, options.port))
    except OSError as error:
        listener.close()
        reason = error.strerror or "no reason given"
        problem = Problem(
            "port-taken",
            f"the server cannot listen there: {reason}",
            f"{options.host}:{options.port}",
            "end the other program, or choose another port, as in --port 8011; 0 takes any that is free",
        )
        raise KgError(problem, ExitCode.USAGE) from error
    return listener


def _address(options: Options, listener: socket.socket) -> str:
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"http://{host}:{listener.getsockname()[1]}/"
