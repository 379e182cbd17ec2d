"""Who asks: credentials from the environment, sent to the server that they are for and to no other."""

from __future__ import annotations

import os
from base64 import b64encode
from typing import TYPE_CHECKING, Final

import httpx

from kg.graph.remote.server import is_loopback, show_url
from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from kg.graph.remote.server import Server

TOKEN: Final = "KG_STORE_TOKEN"  # noqa: S105 - the name of a variable
USER: Final = "KG_STORE_USER"
PASSWORD: Final = "KG_STORE_PASSWORD"  # noqa: S105 - the name of a variable
_UNAUTHORIZED: Final = 401


def find_credentials(server: Server, environment: Mapping[str, str] | None = None) -> httpx.Auth | None:
    """Give what signs requests to a server, None where the environment holds nothing for it.

    Raises `KgError` where only one of user and password is given, or where they would cross a network in the clear.
    """
    variables = os.environ if environment is None else environment
    token, user, password = (variables.get(name, "") for name in (TOKEN, USER, PASSWORD))
    if not token and not user and not password:
        return None
    if not token and not (user and password):
        missing = PASSWORD if user else USER
        raise KgError(Problem("wrong-settings", f"{missing} is not set", advice=f"set {USER} and {PASSWORD}"))
    if not all(character.isprintable() for character in token + user + password):
        raise KgError(Problem("wrong-settings", "the credentials hold a line end or a control character"))
    plain = [url for url in (server.query, server.update, server.graphs) if url and _is_open(url)]
    if plain and not server.insecure:
        raise _in_the_clear(plain[0])
    return _Bearer(token) if token else _Login(user, password, eager=not plain)


class _Bearer(httpx.Auth):
    """A token."""

    def __init__(self, token: str) -> None:
        self._header = b"Bearer " + token.encode()

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self._header.decode("latin-1")
        yield request


class _Login(httpx.Auth):
    """User and password: basic, and digest where the server asks for it, as Virtuoso does.

    Where the way is not encrypted nothing is sent before the server has said which of the two it wants.
    """

    def __init__(self, user: str, password: str, *, eager: bool) -> None:
        self._header = f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"
        self._digest = httpx.DigestAuth(user, password)
        self._scheme = "basic" if eager else ""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._scheme == "digest":
            yield from self._digest.auth_flow(request)
            return
        if self._scheme == "basic":
            request.headers["Authorization"] = self._header
        response = yield request
        if (
            response.status_code == _UNAUTHORIZED
            and self._scheme
            and "www-authenticate" not in response.headers
        ):
            del request.headers[
                "Authorization"
            ]  # Virtuoso says what it wants to those alone who bring nothing
            response = yield request
        asked = response.headers.get("www-authenticate", "").lower()
        wanted = "digest" if "digest" in asked else "basic"
        if response.status_code == _UNAUTHORIZED and wanted != self._scheme:
            self._scheme = wanted
            request.headers.pop("Authorization", None)
            yield from self.auth_flow(request)


def _is_open(url: str) -> bool:
    """Say whether what is sent to a URL crosses a network without encryption."""
    parsed = httpx.URL(url)
    return parsed.scheme != "https" and not is_loopback(parsed.host)


def _in_the_clear(url: str) -> KgError:
    problem = Problem(
        "store-insecure",
        "the credentials would cross the network without encryption",
        show_url(url),
        "use https, or allow it with store_insecure = true in kg.toml",
    )
    return KgError(problem, ExitCode.REMOTE)
