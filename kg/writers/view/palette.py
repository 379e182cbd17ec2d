"""How each type of entity looks: a colour for its family, a shape for itself.

The colours are those of Okabe and Ito, told apart with any colour vision; the shape says the same
again. The values of the colours stand in the style sheet, for light and for dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a type.

    Attributes:
        family: name of the colour in the style sheet.
        shape: an outline as SVG path data, centred on 0, 0 and about 2 wide.
    """

    family: str
    shape: str


LOOKS = {
    "Person": Look("person", "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0Z"),
    "Character": Look("character", "M0 -1.2L1.2 0L0 1.2L-1.2 0Z"),
    "Film": Look("screen", "M-1.15 -.8H1.15V.8H-1.15Z"),
    "Series": Look("screen", "M-1.15 -.95H.75V-.55H1.15V.95H-.75V.55H-1.15Z"),
    "Game": Look("screen", "M-.42 -1.1H.42V-.42H1.1V.42H.42V1.1H-.42V.42H-1.1V-.42H-.42Z"),
    "Manga": Look("print", "M-.8 -1.1H.8V1.1H-.8Z"),
    "Book": Look("print", "M-.8 -1.1H.8V1.1L0 .5L-.8 1.1Z"),
    "Play": Look("print", "M-1.15 -.85H1.15L0 1.15Z"),
    "Work": Look("screen", "M0 -1.12L1.07 -.35L.66 .9H-.66L-1.07 -.35Z"),
    "Track": Look(
        "track",
        "M0 -1.2L.34 -.42L1.14 -.37L.54 .15L.72 .97L0 .54L-.72 .97L-.54 .15L-1.14 -.37L-.34 -.42Z",
    ),
    "Studio": Look("studio", "M-.55 -.98H.55L1.12 0L.55 .98H-.55L-1.12 0Z"),
    "Organization": Look("company", "M0 -1.1L1.05 -.3V.95H-1.05V-.3Z"),
}
OTHER = Look("other", "M-.42 -1H.42L1 -.42V.42L.42 1H-.42L-1 .42V-.42Z")


def look_of(type_: str, ontology: Ontology) -> Look:
    """Give the look of a type: its own, else that of the nearest ancestor that has one."""
    if type_ in LOOKS:
        return LOOKS[type_]
    ancestors = [known for known in LOOKS if type_ in ontology.classes and ontology.is_a(type_, known)]
    nearest = [a for a in ancestors if not any(b != a and ontology.is_a(b, a) for b in ancestors)]
    return LOOKS[nearest[0]] if nearest else OTHER
