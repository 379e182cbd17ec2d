"""The built-in English pipeline: rules over capitals, cues and the document's own evidence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language.aliases import find_aliases, names_apart
from kg.language.cues import votes_of
from kg.language.drafting import draft_sentences
from kg.language.focus import find_focus
from kg.language.grouping import Group, key_of, link_short_forms, merge_groups
from kg.language.headlines import known_titles, title_lines
from kg.language.learned import EARLY, learned_focus, learned_votes
from kg.language.masking import LETTERS, UNKNOWN, Masked, mask
from kg.language.senses import Senses, split_titles
from kg.language.voting import gather_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.encoder import TextEncoder
    from kg.language.annotation import Annotation, Mention
    from kg.model import Document


class EnglishAnnotator:
    """Finds sentences, names and their types in English text by rules alone."""

    name = "english-rules"
    version = "1"

    def __init__(self, encoder: TextEncoder | None = None) -> None:
        """Make the pipeline; with an encoder, what it sees is further evidence."""
        self._encoder = encoder

    def annotate(self, document: Document) -> Annotation:
        """Give the annotation of one document."""
        reading = self._encoder.read(document.text) if self._encoder else None
        known = known_titles(document)
        draft = draft_sentences(document, known, reading)
        masked = [mask(document.text, sentence, lambda _m: UNKNOWN) for sentence in draft]
        votes = [tuple(votes_of(view)) for view in masked]
        groups = gather_names(masked, votes, document, known)
        split = split_titles(masked, votes, groups)
        if split is not None:
            masked, groups = split, gather_names(split, votes, document, known)
        learned = learned_votes(masked, reading) if reading else {}
        for key, found in learned.items():
            groups[key].vote({t: EARLY * weight for t, weight in found.items()})
        links = link_short_forms(groups, names_apart(masked)) | find_aliases(masked, groups)
        root = {key: _root(key, links) for key in groups}
        for key, found in learned.items():
            groups[key].vote({t: (1 - EARLY) * weight for t, weight in found.items()})
        joined = _joined(groups, root)
        titles = frozenset(root.get(key_of(t), key_of(t)) for t, _alias in title_lines(document))
        offsets = _offsets(masked, root)
        chances = learned_focus(reading, joined, masked, root) if reading else {}
        focus = find_focus(document, joined, offsets, titles, chances)
        return replace(Senses(document, masked, joined, root, focus).annotation(), reading=reading)


def _root(key: str, links: Mapping[str, str]) -> str:
    seen = {key}
    while key in links and links[key] not in seen:
        key = links[key]
        seen.add(key)
    return key


def _joined(groups: Mapping[str, Group], root: Mapping[str, str]) -> dict[str, Group]:
    members: dict[str, list[Group]] = defaultdict(list)
    for key, group in groups.items():
        members[root[key]].append(group)
    return {
        key: found[0] if len(found) == 1 and found[0].key == key else replace(merge_groups(found), key=key)
        for key, found in members.items()
    }


def _offsets(masked: Iterable[Masked], root: Mapping[str, str]) -> dict[str, list[int]]:
    offsets: dict[str, list[int]] = defaultdict(list)
    for view in masked:
        for mention in view.sentence.mentions:
            offsets[root[mention.entity]].append(mention.span.start)
    return offsets


def letter_of(annotation: Annotation, mention: Mention) -> str:
    """Give the letter of a mention's placeholder."""
    return LETTERS.get(annotation.entities[mention.entity].type, UNKNOWN)
