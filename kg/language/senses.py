"""What each mention stands for at last: a typed entity with an id; "the manga X" is not the film X."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from kg.encoder import FAMILY
from kg.language.annotation import Annotation
from kg.language.focus import is_animated, kind_of_work
from kg.language.kinds import kinds_around
from kg.model import Entity, Span
from kg.names import mint_path

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kg.language.grouping import Group
    from kg.language.masking import Masked
    from kg.language.voting import Vote
    from kg.model import Document

_PEOPLE = frozenset({"Person", "Character"})
_SURE_WORK = 1.5  # votes
_TITLE_MARK = "\ue002"


def split_titles(
    masked: Sequence[Masked], votes: Sequence[Sequence[Vote]], groups: Mapping[str, Group]
) -> list[Masked] | None:
    """Tell a title from a person or character of the same name, mention by mention.

    Where a single name has good votes for a work and is part of somebody's full name, the mentions that speak of the
    work get a key of their own. None where there is no such name.
    """
    parts = {
        w
        for key, g in groups.items()
        if len(key.split()) > 1 and g.family in _PEOPLE
        for w in (key.split()[0], key.split()[-1])
    }
    shared = {k for k, g in groups.items() if k in parts and _work_votes(g) >= _SURE_WORK}
    if not shared:
        return None
    split = []
    for view, found in zip(masked, votes, strict=True):
        works = defaultdict[int, float](float)
        for index, type_, weight in found:
            works[index] += weight if FAMILY[type_] == "Work" else -weight
        mentions = tuple(
            replace(m, entity=m.entity + _TITLE_MARK) if m.entity in shared and works[i] > 0 else m
            for i, m in enumerate(view.sentence.mentions)
        )
        split.append(replace(view, sentence=replace(view.sentence, mentions=mentions)))
    return split


def _work_votes(group: Group) -> float:
    return sum(weight for type_, weight in group.votes.items() if FAMILY[type_] == "Work")


@dataclass(frozen=True, slots=True)
class Senses:
    """What the mentions of a document stand for.

    Attributes:
        document: as read.
        masked: its sentences, whose mentions have keys for entities.
        groups: the things that are named, by the key of the fullest name.
        root: from each key to that of its group.
        focus: the key of the main work, "" for none.
    """

    document: Document
    masked: Sequence[Masked]
    groups: Mapping[str, Group]
    root: Mapping[str, str]
    focus: str

    def annotation(self) -> Annotation:
        """Give the annotation with final entities."""
        types = {key: self._type(key, group) for key, group in self.groups.items()}
        senses = self._senses(types)
        forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for view in self.masked:
            for mention in view.sentence.mentions:
                forms[senses[mention.span]][mention.span.of(self.document.text)] += 1
        entities = _entities(forms, types)
        final = tuple(
            replace(s, mentions=tuple(replace(m, entity=entities[senses[m.span]].id) for m in s.mentions))
            for s in (view.sentence for view in self.masked)
        )
        main = entities.get((self.focus, types.get(self.focus, "")))
        names = main.names if main else ()
        return Annotation(
            self.document,
            final,
            {e.id: e for e in entities.values()},
            focus=main.id if main else "",
            animated=bool(main) and is_animated(self.document.text, names),
        )

    def _type(self, key: str, group: Group) -> str:
        if key == self.focus:
            return kind_of_work(group.votes, self.document.text)
        family = group.family
        if not family:
            return ""
        if family == "Work":
            return kind_of_work(group.votes)
        kinds = {t: w for t, w in group.votes.items() if FAMILY[t] == family and t != "Work"}
        return max(kinds, key=lambda t: (kinds[t], t))

    def _senses(self, types: Mapping[str, str]) -> dict[Span, tuple[str, str]]:
        """Give (key, type) for each mention: "the manga X" is not the film X."""
        senses: dict[Span, tuple[str, str]] = {}
        for view in self.masked:
            for index, mention in enumerate(view.sentence.mentions):
                key = self.root[mention.entity]
                type_ = types[key]
                if FAMILY.get(type_) == "Work":
                    said = next((k for k in kinds_around(view, index) if k not in {"", "Work"}), "")
                    type_ = said if said and type_ != "Work" and _differ(said, type_) else type_
                senses[mention.span] = (key, type_)
        return senses


def _differ(said: str, main: str) -> bool:
    """Say whether two kinds are two works: a manga is no film, while "anime" may be a film or a series."""
    screen = {"Film", "Series"}
    return said != main and not {said, main} <= screen


def _entities(
    forms: Mapping[tuple[str, str], Counter[str]], types: Mapping[str, str]
) -> dict[tuple[str, str], Entity]:
    """Make an entity of each sense, with an id of its own."""
    entities: dict[tuple[str, str], Entity] = {}
    taken: set[str] = set()
    for (key, type_), counts in sorted(
        forms.items(), key=lambda item: (types[item[0][0]] != item[0][1], item[0])
    ):
        names = tuple(sorted(counts, key=lambda form: (-len(form), form)))
        path = mint_path(type_ or "Name", names[0])
        unique = _free(path, type_.casefold() or "name", taken)
        taken.add(unique)
        entities[key, type_] = Entity(unique, type_ or "Name", names)
    return entities


def _free(path: str, kind: str, taken: Collection[str]) -> str:
    """Give a path that is not taken: as it is, else with the kind behind it, else with a number too."""
    if path not in taken:
        return path
    return next(p for n in count(1) if (p := f"{path}-{kind}{n if n > 1 else ''}") not in taken)
