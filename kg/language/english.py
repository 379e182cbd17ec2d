"""The built-in English pipeline: rules over capitals, cues and the document's own evidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from kg.language.annotation import Annotation, Mention, Sentence
from kg.language.cues import kinds_around, shape_votes, votes_of
from kg.language.focus import find_focus, is_animated, kind_of_work, kinds_in_text, known_titles, title_lines
from kg.language.grouping import FAMILIES, Group, key_of, link_short_forms, merge_groups
from kg.language.lexicon import JOBS, alternatives
from kg.language.masking import LETTERS, UNKNOWN, Masked, compile_pattern, mask
from kg.language.mentions import Name, find_names
from kg.language.sentences import split_sentences
from kg.model import BlockKind, Entity, Span
from kg.names import mint_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Block, Document

_LABEL = re.compile(r"[^\n:]{1,70}?:\s*")
_COMPANY_LABEL = re.compile(
    r"compan|studio|distribut|publish|production\b|network|broadcast|licens|platform|©", re.IGNORECASE
)
_PLOT_LABEL = re.compile(r"storyline|plot|synopsis|premise|logline", re.IGNORECASE)
_SOURCE_LABEL = re.compile(r"title|source|based", re.IGNORECASE)
_ALIAS = compile_pattern(
    r"<*:full>,? \(?(?:styled as|stylised as|stylized as|also known as|a\.?k\.?a\.?|known in \w+ as|originally titled"
    r"|original title:?|pronounced|originally|or,? in \w+,) <*:alias>"
)
_ALIAS_BRACKET = compile_pattern(r"<*:full> \((?:\w+: )?(?:[^()<>\s]+, \w+: )?<*:alias>\)")
_BRACKET = compile_pattern(r"<*:left> \((?:[a-z ]+)?<*:right>[,)]")
# A bracket behind somebody at work holds a filmography, not an actor.
_AT_WORK = re.compile(
    r"\s(?:is|was|will|serves|returns|has been)\s(?:be\s|back\s)?(?:direct|writ|compos|produc|design|handl|helm|animat|credited|in charge|adapt|scor|set\sto\sdirect)"
    r"|\sat\sthe\shelm"
)
_JOB_BEFORE = re.compile(rf"(?<![\w-])(?:{alternatives(JOBS)})\s$", re.IGNORECASE)
_ROLE_BRACKET = compile_pattern(
    r"<*:left> \((?:[a-z ]+)?<*:right>(?:, [^()]*)?\)(?! (?:voices|plays|portrays|lends|embodies))"
)


class EnglishAnnotator:
    """Finds sentences, names and their types in English text by rules alone."""

    name = "english-rules"
    version = "1"

    def annotate(self, document: Document) -> Annotation:
        """Give the annotation of one document."""
        sentences = _draft(document)
        masked = [mask(document.text, s, lambda _m: UNKNOWN) for s in sentences]
        sentences, masked = _split_titles(sentences, masked, document)
        groups = _grouped(sentences, masked, document)
        aliases = _aliases(masked, groups)
        links = link_short_forms(groups, _apart(masked)) | aliases
        root = {key: _root(key, links) for key in groups}
        joined = _joined(groups, root)
        offsets = _offsets(sentences, root)
        titles = frozenset(root.get(key_of(t), key_of(t)) for t, _alias in title_lines(document))
        focus = find_focus(document, joined, offsets, titles)
        return _Result(document, sentences, masked, joined, root, focus).annotation()


def _draft(document: Document) -> list[Sentence]:
    """Give the sentences with mentions whose "entity" is the key of the name alone."""
    text = document.text
    known = known_titles(document)
    spans: list[tuple[Span, Block]] = []
    for block in document.blocks:
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.CAPTION}:
            spans.extend((span, block) for span in split_sentences(text, block.span))
        elif block.kind is BlockKind.CREDIT:
            spans.append((block.span, block))
    names = {span: find for (span, _block), find in zip(spans, _names(text, spans, known), strict=True)}
    shown = {n.text for found in names.values() for n in found if len(n.text) > 2} | set(known)
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            spans.append((block.span, block))
            names[block.span] = [n for n in find_names(text, [block.span], shown) if n.text in shown]
    ordered = sorted(spans, key=lambda item: item[0])
    return [
        Sentence(span, block, tuple(Mention(n.span, key_of(n.text), n.quoted) for n in names[span]))
        for span, block in ordered
    ]


def _names(text: str, spans: Sequence[tuple[Span, Block]], known: Sequence[str]) -> Iterator[list[Name]]:
    """Give the names of each span; a credit's label holds none."""
    inner = [_without_label(text, span) if block.kind is BlockKind.CREDIT else span for span, block in spans]
    found = find_names(text, inner, known)
    at = 0
    for span, _block in spans:
        mine: list[Name] = []
        while at < len(found) and found[at].span.start < span.end:
            mine.append(found[at])
            at += 1
        yield mine


def _without_label(text: str, span: Span) -> Span:
    match = _LABEL.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else span


def _grouped(sentences: Sequence[Sentence], masked: Sequence[Masked], document: Document) -> dict[str, Group]:
    """Gather the names of a document by key, with the votes for their types."""
    groups: dict[str, Group] = {}
    for sentence in sentences:
        for mention in sentence.mentions:
            group = groups.setdefault(mention.entity, Group(mention.entity, first=mention.span.start))
            form = mention.span.of(document.text)
            if form not in group.forms:
                group.vote(shape_votes(form, quoted=mention.quoted))
            group.forms[form] += 1
    for view in masked:
        for index, type_, weight in (
            *votes_of(view),
            *_credit_votes(view, document.text),
            *_bracket_votes(view, groups),
        ):
            groups[view.sentence.mentions[index].entity].votes[type_] += weight
    for title in known_titles(document):
        if key_of(title) in groups:
            groups[key_of(title)].votes["Work"] += 4.0
    for key, kind in _kinds_of_paragraphs(sentences, groups, document.text):
        groups[key].votes[kind] += 1.0
    return groups


def _kinds_of_paragraphs(
    sentences: Sequence[Sentence], groups: Mapping[str, Group], text: str
) -> Iterator[tuple[str, str]]:
    """Give the kind of a work from what a paragraph about it alone calls it, where the document's own work is another."""
    main = next(iter(kinds_in_text(text).most_common(1)), ("", 0))[0]
    for block, inside in groupby(sentences, key=lambda s: s.block):
        members = list(inside)
        named = [{m.entity for m in s.mentions if groups[m.entity].family == "Work"} for s in members]
        works = set().union(*named)
        if block.kind is BlockKind.PARAGRAPH and len(works) == 1 and named[0] == works:
            kinds = kinds_in_text(block.span.of(text))
            yield from ((works.copy().pop(), kind) for kind in kinds if kind != main)


def _split_titles(
    sentences: Sequence[Sentence], masked: Sequence[Masked], document: Document
) -> tuple[list[Sentence], list[Masked]]:
    """Tell a title from a person or character of the same name, mention by mention.

    Where a single name has good votes for a work and is part of somebody's full name, the mentions that speak of the
    work get a key of their own.
    """
    groups = _grouped(sentences, masked, document)
    parts = {
        w
        for key, g in groups.items()
        if len(key.split()) > 1 and g.family in _PEOPLE
        for w in (key.split()[0], key.split()[-1])
    }
    shared = {k for k, g in groups.items() if k in parts and _work_votes(g) >= _SURE_WORK}
    split = []
    for view in masked:
        works = defaultdict[int, float](float)
        for index, type_, weight in votes_of(view):
            works[index] += weight if FAMILIES[type_] == "Work" else -weight
        split.append(
            replace(
                view.sentence,
                mentions=tuple(
                    replace(m, entity=m.entity + _TITLE_MARK) if m.entity in shared and works[i] > 0 else m
                    for i, m in enumerate(view.sentence.mentions)
                ),
            )
        )
    return split, [mask(document.text, s, lambda _m: UNKNOWN) for s in split]


_PEOPLE = frozenset({"Person", "Character"})
_SURE_WORK = 1.5  # votes
_TITLE_MARK = "\ue002"


def _work_votes(group: Group) -> float:
    return sum(weight for type_, weight in group.votes.items() if FAMILIES[type_] == "Work")


def _credit_votes(view: Masked, text: str) -> Iterator[tuple[int, str, float]]:
    """Vote by the label of a credit line, and by "Actor (Role)" in a cast list."""
    if view.sentence.block.kind is not BlockKind.CREDIT:
        return
    line = view.sentence.span.of(text)
    label = _LABEL.match(line)
    if label is None:
        pair = re.match(r"\ue000\w(\d+)\ue001 \(?\ue000\w(\d+)\ue001\)?$", view.text)
        if pair:
            yield int(pair[1]), "Person", 1.5
            yield int(pair[2]), "Character", 1.5
        return
    if _SOURCE_LABEL.search(label[0]) and " by" not in label[0]:
        return
    company = _COMPANY_LABEL.search(label[0]) is not None
    for index in range(len(view.sentence.mentions)):
        if _PLOT_LABEL.search(label[0]):
            yield index, "Character", 0.8
        elif company:
            yield index, "Studio", 1.5
        else:
            yield index, "Person", 1.2


def _bracket_votes(view: Masked, groups: Mapping[str, Group]) -> Iterator[tuple[int, str, float]]:
    """Vote for "Character (Actor)", unless the bracket holds a title or a voice verb follows."""
    if view.sentence.block.kind is BlockKind.CREDIT:
        return  # there the actor stands first
    for match in _ROLE_BRACKET.finditer(view.text):
        if _AT_WORK.match(view.text, match.end()) or _JOB_BEFORE.search(view.text[: match.start()]):
            continue
        left, right = view.mentions(match, "left")[0], view.mentions(match, "right")[0]
        title = (
            groups[right.entity].votes.get("Work", 0.0) > 1.0
            or groups[left.entity].votes.get("Work", 0.0) > 1.0
        )
        if not title:
            yield view.sentence.mentions.index(left), "Character", 1.0
            yield view.sentence.mentions.index(right), "Person", 1.2


def _aliases(masked: Sequence[Masked], groups: Mapping[str, Group]) -> dict[str, str]:
    """Give alias -> full name for "X (styled as Y)", and for "X (Y)" where X is a title and Y no person."""
    found: dict[str, str] = {}
    for view in masked:
        for pattern, certain in ((_ALIAS, True), (_ALIAS_BRACKET, False)):
            for match in pattern.finditer(view.text):
                full = view.mentions(match, "full")[0].entity
                alias = view.mentions(match, "alias")[0].entity
                if full != alias and (certain or _is_title_pair(groups[full], groups[alias])):
                    found[alias] = full
    return found


def _is_title_pair(full: Group, alias: Group) -> bool:
    return (full.family == "Work" and alias.family in {"", "Work"} and len(alias.key.split()) > 1) or (
        full.family == "Work" and full.strength > 1.0 and alias.family == "Work"
    )


def _apart(masked: Sequence[Masked]) -> frozenset[frozenset[str]]:
    """Give the pairs of names that stand side by side as two things: "Anna (Berg)"."""
    pairs = set()
    for view in masked:
        for match in _BRACKET.finditer(view.text):
            pairs.add(
                frozenset({view.mentions(match, "left")[0].entity, view.mentions(match, "right")[0].entity})
            )
    first_of_pairs = set()
    keys = {m.entity for view in masked for m in view.sentence.mentions}
    for pair in pairs:
        # "Anna (Berg)" says that Anna is not the person Anna Berg, although both are parts of that name.
        for key in keys:
            words = key.split()
            inside = [p for p in pair if p in {words[0], words[-1]}]
            if len(words) > 1 and len(inside) == 2:
                first_of_pairs.add(frozenset({words[0], key}))
    return frozenset(pairs | first_of_pairs)


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
    return {key: replace(merge_groups(found), key=key) for key, found in members.items()}


def _offsets(sentences: Iterable[Sentence], root: Mapping[str, str]) -> dict[str, list[int]]:
    offsets: dict[str, list[int]] = defaultdict(list)
    for sentence in sentences:
        for mention in sentence.mentions:
            offsets[root[mention.entity]].append(mention.span.start)
    return offsets


class _Result:
    """The last step: types, kinds, ids."""

    def __init__(
        self, document: Document, sentences: Sequence[Sentence], masked: Sequence[Masked], groups: dict[str, Group],
        root: Mapping[str, str], focus: str,
    ) -> None:  # fmt: skip
        self._document = document
        self._sentences = sentences
        self._masked = masked
        self._groups = groups
        self._root = root
        self._focus = focus

    def annotation(self) -> Annotation:
        """Give the annotation with final entities."""
        types = {key: self._type(key, group) for key, group in self._groups.items()}
        senses = self._senses(types)
        forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for sentence in self._sentences:
            for mention in sentence.mentions:
                forms[senses[mention.span]][mention.span.of(self._document.text)] += 1
        entities = _entities(forms, types)
        final = tuple(
            replace(s, mentions=tuple(replace(m, entity=entities[senses[m.span]].id) for m in s.mentions))
            for s in self._sentences
        )
        main = entities.get((self._focus, types.get(self._focus, "")))
        names = main.names if main else ()
        return Annotation(
            self._document,
            final,
            {e.id: e for e in entities.values()},
            focus=main.id if main else "",
            animated=bool(main) and is_animated(self._document.text, names),
        )

    def _type(self, key: str, group: Group) -> str:
        if key == self._focus:
            return kind_of_work(group.votes, self._document.text)
        family = group.family
        if not family:
            return ""
        if family == "Work":
            return kind_of_work(group.votes)
        kinds = {t: w for t, w in group.votes.items() if FAMILIES[t] == family and t != "Work"}
        return max(kinds, key=lambda t: (kinds[t], t))

    def _senses(self, types: Mapping[str, str]) -> dict[Span, tuple[str, str]]:
        """Give (key, type) for each mention: "the manga X" is not the film X."""
        senses: dict[Span, tuple[str, str]] = {}
        for view in self._masked:
            for index, mention in enumerate(view.sentence.mentions):
                key = self._root[mention.entity]
                type_ = types[key]
                if FAMILIES.get(type_) == "Work":
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
        unique = path
        if path in taken:
            unique = next(
                p
                for n in range(1, 1000)
                if (p := f"{path}-{type_.casefold() or 'name'}{n if n > 1 else ''}") not in taken
            )
        taken.add(unique)
        entities[key, type_] = Entity(unique, type_ or "Name", names)
    return entities


def letter_of(annotation: Annotation, mention: Mention) -> str:
    """Give the letter of a mention's placeholder."""
    return LETTERS.get(annotation.entities[mention.entity].type, UNKNOWN)
