"""Preparing a page: what its main text would lose is put into forms that are kept."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from kg.readers.labels import is_known_label

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def captions_as_paragraphs(tree: HtmlElement) -> frozenset[str]:
    """Turn captions into paragraphs, which the library keeps; give their words."""
    words = set()
    for caption in list(tree.iter("figcaption")):
        words.add(" ".join(caption.text_content().split()))
        paragraph = deepcopy(caption)
        paragraph.tag = "p"
        paragraph.attrib.clear()
        figure = caption.getparent()
        if figure is not None and figure.tag == "figure" and figure.getparent() is not None:
            paragraph.tail = figure.tail
            figure.tail = None
            figure.addnext(paragraph)
    return frozenset(words)


def join_definitions(tree: HtmlElement) -> None:
    """Join a label of a definition list with its value, where it has one: "Director: X"."""
    for label in list(tree.iter("dt")):
        value = label.getnext()
        words = " ".join(label.text_content().split()).rstrip(": ")
        if value is None or value.tag != "dd" or not is_known_label(words):
            continue
        following = value.getnext()
        if following is None or following.tag != "dd":
            text = " ".join(value.text_content().split())
            value.drop_tree()
            for child in list(label):
                label.remove(child)
            label.text = f"{words}: {text}"


def headline(tree: HtmlElement) -> str:
    """Give the page's one first-level heading, "" where it has none or several."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    return headings[0] if len(headings) == 1 else ""
