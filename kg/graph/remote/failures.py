"""What may go wrong with a request to a server, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from kg.graph.remote.credentials import PASSWORD, TOKEN, USER
from kg.graph.remote.server import show_url
from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from kg.graph.remote.connection import Reply

_BROKEN = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.DecodingError)


def failed(url: str, message: str, advice: str = "") -> KgError:
    """Give the error for a server that did not do what it was asked to."""
    return KgError(Problem("store-failed", message, show_url(url), advice), ExitCode.REMOTE)


def silent(url: str, seconds: float) -> KgError:
    """Give the error for a server that takes too long."""
    message = f"the server gave no whole answer within {seconds:g} seconds"
    problem = Problem("store-timeout", message, show_url(url), "ask for less, or try again")
    return KgError(problem, ExitCode.REMOTE)


def too_large(url: str, limit: int) -> KgError:
    """Give the error for an answer that is longer than is taken."""
    message = f"the answer is longer than {limit // 2**20} MiB"
    problem = Problem("store-answer-too-large", message, show_url(url), "ask for less, as with LIMIT")
    return KgError(problem, ExitCode.REMOTE)


def refused(reply: Reply, url: str, *, signed: bool) -> KgError:
    """Give the error for an answer with a status that says that nothing was done.

    Args:
        reply: the answer.
        url: what was asked.
        signed: whether credentials were there to be sent.
    """
    said = f": {reply.said}" if reply.said else ""
    match reply.status:
        case 401 | 403:
            advice = "check the credentials" if signed else f"set {TOKEN}, or {USER} and {PASSWORD}"
            message = f"the server refuses ({reply.status}){said}"
            problem = Problem("store-refused", message, show_url(url), advice)
            return KgError(problem, ExitCode.REMOTE)
        case 404 | 405 | 410 | 501:
            message = f"the server has nothing that does this here ({reply.status})"
            return failed(url, message, "check the URL; see the guide on remote stores")
        case 413:
            return failed(url, f"the server takes no request of this length{said}")
        case 429 | 502 | 503 | 504:
            return failed(url, f"the server is busy or down ({reply.status}){said}", "try again later")
    return failed(url, f"the server fails ({reply.status}){said}", "see its log")


def unreachable(error: Exception, url: str, seconds: float) -> KgError:
    """Say in words why no answer came."""
    match error:
        case httpx.ConnectTimeout() | httpx.ConnectError():
            message, advice = (
                f"the server cannot be reached: {_reason(error)}",
                "check the URL, and that it runs",
            )
        case httpx.TimeoutException():
            return silent(url, seconds)
        case _ if isinstance(error, _BROKEN):
            message, advice = "the connection broke before the answer was whole", "try again; see its log"
        case _:
            message, advice = f"the server cannot be asked: {type(error).__name__}", "check the URL"
    return KgError(Problem("store-unreachable", message, show_url(url), advice), ExitCode.REMOTE)


def _reason(error: Exception) -> str:
    text = str(error).lower()
    if "certificate" in text:
        return "its certificate is not valid"
    return "its name is not known" if "name" in text else "it does not answer"
