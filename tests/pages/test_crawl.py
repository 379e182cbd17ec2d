"""All pages that can be reached: their links lead somewhere, and their HTML is sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from tests.serving import Server

EMPTY = {"meta", "link", "input", "br", "img", "path", "hr"}
MOST = 700  # pages; the workspace of these tests has about 150


@dataclass
class Reading(HTMLParser):
    """Reads what matters here of a page, and complains."""

    ids: list[str] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    open_: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if len(found) != len(attrs):
            self.complaints.append(f"<{tag}> has an attribute twice")
        self.complaints += [
            f"<{tag}> has {name}" for name in found if name == "style" or name.startswith("on")
        ]
        if tag == "style" or (
            tag == "script" and "src" not in found and found.get("type") != "application/json"
        ):
            self.complaints.append(f"<{tag}> stands in the page")
        self.ids += [found["id"]] if "id" in found else []
        for name in ("for", "list", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.references += found.get(name, "").split()
        if tag in {"a", "link"} and "href" in found:
            self.links.append({"tag": tag, **found})
        if tag == "a" and "a" in self.open_:
            self.complaints.append("a link stands in a link")
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        if tag not in EMPTY:
            self.open_.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            return
        if not self.open_ or self.open_.pop() != tag:
            self.complaints.append(f"</{tag}> ends nothing that is open")


def read(text: str) -> Reading:
    found = Reading()
    found.feed(text)
    found.close()
    doubled = sorted({one for one in found.ids if found.ids.count(one) > 1})
    found.complaints += [f"the id {one!r} stands twice" for one in doubled]
    found.complaints += [f"nothing has the id {one!r}" for one in found.references if one not in found.ids]
    if found.headings.count(1) != 1:
        found.complaints.append(f"the page has {found.headings.count(1)} h1")
    for before, after in zip(found.headings, found.headings[1:], strict=False):
        if after > before + 1:
            found.complaints.append(f"h{after} follows h{before}")
    return found


def is_own(target: str) -> bool:
    """Say whether a page is one of ours: the map and the query page have tests of their own."""
    return not target.startswith(("/view", "/query", "/sparql", "/static"))


def test_every_link_leads_somewhere_and_every_page_is_sound(server: Server) -> None:
    waiting, pages, complaints = ["/"], {}, []
    fragments: list[tuple[str, str, str]] = []
    while waiting:
        target = waiting.pop()
        if target in pages:
            continue
        answer = server.get(target)
        where = answer.headers.get("location", "")
        assert answer.status in {200, 303}, (target, answer.status)
        pages[target] = found = Reading()
        if where:
            waiting.append(where)
        if not answer.headers.get("content-type", "").startswith("text/html") or not is_own(target):
            continue
        pages[target] = found = read(answer.text)
        complaints += [(target, complaint) for complaint in found.complaints]
        for link in found.links:
            there = urlsplit(urljoin(f"http://here{target}", link["href"]))
            if there.netloc != "here":
                assert there.scheme in {"http", "https"}, (target, link)
                assert "noopener" in link.get("rel", ""), (target, link)
                continue
            address = there.path + (f"?{there.query}" if there.query else "")
            fragments += [(target, address, unquote(there.fragment))] if there.fragment else []
            waiting.append(address)
    assert complaints == []
    assert 80 < len(pages) < MOST, len(pages)
    lost = {
        (source, address, place)
        for source, address, place in fragments
        if is_own(address) and place not in pages[address].ids
    }
    assert lost == set()
