"""Where a SPARQL server answers, takes updates and takes whole graphs: as told, or as servers are known to do."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from kg.model import ExitCode, KgError, Problem

# How the path of queries ends, and where updates and whole graphs go then, relative to what stands before it. The
# first that fits counts. "" is the address of queries itself, None says that there is none.
_KNOWN: Final[tuple[tuple[str, str | None, str | None], ...]] = (
    ("/sparql-auth", "", "/sparql-graph-crud-auth"),  # Virtuoso, with a password
    ("/query", "/update", "/store"),  # Oxigraph; with something before it Fuseki, below
    ("/sparql", "", None),  # kg serve; Virtuoso, which is known by what its answers say
)
_VIRTUOSO_GRAPHS: Final = "/sparql-graph-crud"


@dataclass(frozen=True, slots=True)
class Server:
    """A SPARQL server.

    Attributes:
        query: the URL that answers queries.
        update: the URL that takes updates.
        graphs: the URL of the graph store protocol, "" where there is none.
        insecure: whether credentials may be sent without encryption to another machine.
        seconds: how long the server may keep silent.
        answer_bytes: how long an answer may be.
    """

    query: str
    update: str
    graphs: str = ""
    insecure: bool = False
    seconds: float = 60.0
    answer_bytes: int = 512 * 2**20

    @property
    def shown(self) -> str:
        """Give the URL as messages show it: without what may be secret."""
        return show_url(self.query)


def find_server(query: str, update: str = "", graphs: str = "", *, insecure: bool = False) -> Server:
    """Give the server that answers queries at a URL; addresses that are not told are those that such servers have.

    Raises `KgError` for what is no URL of a server, or holds a password.
    """
    for url in (query, *filter(None, (update, graphs))):
        _check(url)
    known_update, known_graphs = _known(query)
    return Server(query, update or known_update, graphs or known_graphs, insecure)


def virtuoso_graphs(query: str) -> str:
    """Give where a Virtuoso takes whole graphs, "" where its address of queries is not the usual one."""
    parts = urlsplit(query)
    if not parts.path.endswith("/sparql"):
        return ""
    return urlunsplit(parts._replace(path=parts.path.removesuffix("/sparql") + _VIRTUOSO_GRAPHS, query=""))


def show_url(url: str) -> str:
    """Give a URL without user, password, query and fragment, any of which may hold a secret."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "the server"
    name = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, f"{name}{port}", parts.path, "", ""))


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _known(query: str) -> tuple[str, str]:
    """Give the addresses for updates and whole graphs that go with one for queries."""
    parts = urlsplit(query)

    def beside(path: str) -> str:
        return urlunsplit(parts._replace(path=path, query=""))

    steps = [step for step in parts.path.split("/") if step]
    if len(steps) > 1 and steps[-2] == "repositories":  # GraphDB, RDF4J
        return beside(f"{parts.path}/statements"), beside(f"{parts.path}/rdf-graphs/service")
    if len(steps) > 1 and steps[-1] in {"query", "sparql"}:  # Fuseki: a data set before it
        before = parts.path.rpartition("/")[0]
        return beside(f"{before}/update"), beside(f"{before}/data")
    for ending, update, graphs in _KNOWN:
        if parts.path == ending:
            return beside(update or ending), beside(graphs) if graphs else ""
    return query, ""


def _check(url: str) -> None:
    """Refuse what cannot be asked, and a password that every log on the way would show."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable, parts = False, urlsplit("")
    if not usable or any(letter.isspace() or not letter.isprintable() for letter in url):
        problem = Problem(
            "bad-store-url",
            "this is no URL of a SPARQL server",
            show_url(url),
            "give one as in http://localhost:7878/query",
        )
        raise KgError(problem, ExitCode.USAGE)
    if parts.username is not None or parts.password is not None:
        problem = Problem(
            "bad-store-url",
            "the URL holds a user or a password, which logs would show",
            show_url(url),
            "put them into KG_STORE_USER and KG_STORE_PASSWORD",
        )
        raise KgError(problem, ExitCode.USAGE)
