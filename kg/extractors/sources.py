"""What a work is adapted from, who wrote it, and what it follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extractors.context import Context, Place
from kg.extractors.patterns import BOARD, Pattern, PatternTable
from kg.extractors.status import status_of
from kg.language.lexicon import WORK_NOUNS, alternatives, kind_of_noun
from kg.language.masking import LETTERS, Masked, compile_pattern
from kg.language.screening import Guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim, Entity

_BOOKS = (
    f"(?:{alternatives(WORK_NOUNS['Manga'] | WORK_NOUNS['Book'] | WORK_NOUNS['Game'] | WORK_NOUNS['Play'])})"
)
_ANY = f"(?:{alternatives(frozenset().union(*WORK_NOUNS.values()))})"
_ADJ = r"(?:[\w’'‘-]+ ){0,4}?"
_MAKES = (
    r"(?:(?:loosely |closely |partly |faithfully )?(?:based|modell?ed) (?:up)?on|adapted (?:by <P+> )?from|adapts|adapting|adaptation of|adaptations of"
    r"|retelling of|reimagining of|remake of|reworking of|arranged from(?: [\w ]{1,30}? of| [\w ]{1,30}? from)?|inspired by|draws on|drawn from|taken from|version of)"
)

# What else is adapted; outside of "from ..." the words are too common to mean a work.
_TOLD = {
    "Book": "story, stories, tale, tales, poem, poems, ballad, verses, legend, memoirs, diary, diaries, picture book, picture books, children’s books,"
    " chapbook, novelette, essay, essays, article, fable, parable, short stories, feuilleton, blog, notebooks, pamphlet, booklet, rhyme, folk tale, novel series,"
    " bestseller, best-seller, trilogy, true-crime book, novellas, chronicle, web novels, web serial, legends, fables",
    "Play": "plays, stage plays, radio play, radio plays, radio serial, radio drama, farce, operetta, melodrama, monologue, one-act play, sketch, sketches, stage comedy,"
    " stage show, one-woman show, one-man show, libretto, television play, musicals, operas",
    "Manga": "strips, cartoons, webcomic, webcomics, mini-comic, album, albums, graphic novels, graphic memoir, webtoons, comic strips, comic album, comic albums, picture-novel,"
    " four-panel strip, newspaper strip, web manga, manhwa series, cartoon strip, gag strip",
    "Series": "podcast, web serial drama",
}
_KIND_TOLD = {noun.strip(): kind for kind, nouns in _TOLD.items() for noun in nouns.split(",")}
_READ = WORK_NOUNS["Manga"] | WORK_NOUNS["Book"] | WORK_NOUNS["Play"]
_SOURCES = rf"(?:{alternatives(frozenset(_KIND_TOLD) | _READ)})"
_SAME = r"(?: of (?:the same|that) (?:name|title))"
_YEAR = r"(?: of (?:1[89]|20)\d\d| \((?:1[89]|20)\d\d\))?"
# "A scene from the novel by X" is part of it; "far from" is none.
_NO_PART = r"(?<!far )(?<!apart )(?<!scene )(?<!scenes )(?<!line )(?<!lines )(?<!quote )(?<!quotes )(?<!quoted )(?<!away )(?<!character )(?<!characters )(?<!hero )(?<!heroine )(?<!passage )(?<!passages )(?<!page )(?<!pages )(?<!reading )(?<!read )(?<!read aloud )(?<!reads )(?<!excerpt )(?<!excerpts )(?<!different )(?<!departs )(?<!departure )(?<!changes )"
_VERSION = r"(?:films?|movies?|pictures?|versions?|adaptations?|dramati[sz]ations?|retelling|remake|treatment|telefilm|miniseries|mini-series|serial|anime|series)"
_FROM = rf"(?:{_NO_PART}(?<![\w-])(?:from|off|out of|after|d’après)|\b{_VERSION} of|\b(?:filmed|filming|dramati[sz]ed|dramati[sz]es|dramati[sz]ing|expands? (?:up)?on|based (?:up)?on|draws (?:up)?on)|(?:^|[.;:—–] ?)source(?: material)?:)"

# A comma before a name, unless the name begins the main clause: "Based on her novel, Title is ...".
_NO_CLAUSE = r"(?:,(?! <W> (?:is|was|follows|tells|has|remains|takes|offers|sees|makes|keeps|stars|marks|comes|brings|arrives|premieres|opens|centers|centres|explores)\b))?"

# "<source>" stands for the noun phrase of a work without a name; these say whose it is.
_PHRASES = (
    ("source-by-author", rf"{_MAKES} (?P<phrase>(?P<det>the |an? )?(?P<adj>{_ADJ})(?P<noun>{_BOOKS})(?P<tail> of the same (?:name|title))?(?:,| written| created| drawn)? by (?:\w+ ){{0,2}}?<PX+:author>)"),
    ("source-of-author", rf"{_MAKES} (?P<phrase><PX:author>’s (?P<adj>{_ADJ})(?P<noun>{_BOOKS})(?P<tail> of the same (?:name|title))?)(?!{_NO_CLAUSE} <W>)"),
    ("source-is-basis", rf"(?P<phrase><PX:author>’s (?P<adj>{_ADJ})(?P<noun>{_BOOKS})) (?:is|was|forms|formed|provides|provided|serves as|served as) the (?:basis|source|foundation) (?:of|for) (?:the|this) (?:\w+ )?{_ANY}"),
    ("source-was-adapted", rf"(?P<phrase>(?P<det>the |an? )(?P<adj>{_ADJ})(?P<noun>{_BOOKS}) by <PX:author>) (?:has|was|is|had) (?:now |been |also |here )*(?:adapted for the screen|filmed|brought to the screen|turned into (?:a|this) {_ANY})"),
    ("source-same-title", rf"{_MAKES} (?P<phrase>(?P<det>the |an? )(?P<adj>{_ADJ})(?P<noun>{_BOOKS})(?P<tail> of the same (?:name|title)))"),
    # After words that need the author or the owner beside them to mean a source.
    ("source-from-by", rf"{_FROM} (?P<phrase>(?P<det>the |(?!an? story)an? )?(?P<adj>{_ADJ})(?P<noun>{_SOURCES})(?P<tail>{_SAME})?{_YEAR},? (?:written |created |drawn )?(?:by|of) (?:the (?:late |great )?)?(?:[a-z-]+ ){{0,2}}?<PX:author>(?! ?[’'‘]s)(?:(?: and | & )<PX:author2>(?! \w+ed\b))?)"),
    ("source-from-own", rf"{_FROM} (?P<phrase><PX:author>’s (?:own )?(?P<adj>{_ADJ})(?P<noun>{_SOURCES})(?P<tail>{_SAME})?)(?!{_NO_CLAUSE} <W>)"),
    ("source-from-whose", rf"{_FROM} (?P<phrase>(?:his|her|their) own (?P<adj>{_ADJ})(?P<noun>{_SOURCES})(?P<tail>{_SAME})?)(?!{_NO_CLAUSE} <W>)"),
    ("source-from-same", rf"{_FROM} (?P<phrase>(?P<det>the |an? )(?P<adj>{_ADJ})(?P<noun>{_SOURCES})(?P<tail>{_SAME}))"),
)  # fmt: skip
_NAMED = (
    ("adapts-named", rf"{_MAKES} (?:the |an? )?(?:<PX:author>’s )?(?P<adj>{_ADJ})(?:(?P<noun>{_BOOKS})(?: series)?{_NO_CLAUSE} )?(?:titled |called )?<W+:source>(?:(?:,)? by (?:\w+ ){{0,2}}?<PX:author2>)?"),
    ("named-from", rf"{_FROM} (?:the |an? |(?:his|her|their) own )?(?:<PX:author>’s (?:own )?)?(?P<adj>{_ADJ})(?P<noun>{_SOURCES})(?: series)?{_NO_CLAUSE} (?:titled |called |entitled )?<W+:source>(?:(?:,)?{_YEAR} by (?:\w+ ){{0,2}}?<PX+:author2>)?"),
    ("work-adapts-named", rf"<W:work>,? (?:which |that )?(?:is |was )?(?:an? |the )?(?:[\w-]+ ){{0,3}}?{_MAKES} (?:the |an? )?(?:<PX:author>’s )?(?P<adj>{_ADJ})(?:(?P<noun>{_BOOKS})(?: series)?,? )?<W:source>"),
)  # fmt: skip

_AUTHORS = ("author", "author2")  # slots
_PHRASES_SCREEN = BOARD.screen(template for _rule, template in _PHRASES)
_NAMED_SCREEN = BOARD.screen(template for _rule, template in _NAMED)
PATTERNS = PatternTable(
    # adaptedFrom between named works
    Pattern("upon-which-based", "adaptedFrom", rf"<WX:object>,? (?:the )?(?:[\w-]+ )?{_BOOKS} (?:up)?on which (?:the|this) (?:\w+ )?(?:film|movie|series|show) is based", 0.92),
    Pattern("adapted-into", "adaptedFrom", r"<W:object>,? (?:was |has been |is being )?(?:later )?(?:adapted|turned|made) into (?:an? |the )?(?:[\w-]+,? ){0,5}?<W+:subject>", 0.9),
    # authorOf
    Pattern("authors-titled-book", "authorOf", rf"<P:subject>’s <W:object> {_BOOKS}\b", 0.9),
    Pattern("launched-manga", "authorOf", r"<P:subject> (?:launched|began|started|debuted) (?:the |his |her |their )?(?:manga|novel|webtoon|comic|series) <W:object>", 0.88),
    Pattern("anime-of-book", "adaptedFrom", rf"(?:anime|adaptation|film|series|version|movie|drama)(?: adaptation| version| film| series)? of (?:<PX>’s |the )?<W:object> {_BOOKS}\b", 0.88),
    Pattern("author-of", "authorOf", r"<P:subject>,? (?:the |an? )?(?:[\w-]+ ){0,2}?(?:author|creator|co-creator|writer and artist|mangaka) (?:of|behind) (?:the )?(?:[\w-]+ ){0,3}?<W+:object>", 0.9),
    Pattern("author-attention", "authorOf", r"<P:subject>,? (?:an? |the )(?:[\w-]+ ){0,2}?(?:author|novelist|mangaka|manga artist|cartoonist|writer) (?:who|whose)[^.;<>]{0,80}? for <W+:object>", 0.85),
    Pattern("work-creator", "authorOf", r"<W:object> (?:series )?(?:co-)?(?:creator|author|mangaka) <P:subject>", 0.9),
    Pattern("authors-book", "authorOf", rf"<P:subject>’s (?:[\w’'-]+ ){{0,4}}?{_BOOKS}{_NO_CLAUSE} <W:object>", 0.92),
    Pattern("book-by", "authorOf", rf"(?<![\w-])(?P<n>{_BOOKS}),? <W:object>,? (?:written |created |drawn |illustrated )?by (?:\w+ ){{0,2}}?<PX+:subject>", 0.92),
    Pattern("books-of", "authorOf", r"(?:books|novels|stories|comics|manga|works) (?:of|by) <P:subject> \(<*+:object>\)", 0.85),
    Pattern("created-by", "authorOf", r"<W:object>,? (?:was |is )?(?:created|authored|written and illustrated|written and drawn|penned) by <P+:subject>", 0.85),
    Pattern("wrote-book", "authorOf", rf"<P:subject> (?:wrote|drew|penned|created|authored) (?:the )?(?:(?!(?:about|after|before|for|in|with|since|while|to|on|of)\b)[\w-]+ ){{0,3}}?(?:{_BOOKS} )?<W:object>", 0.82),
    Pattern("responsible-for", "authorOf", r"(?P<he>\bhe|\bshe|\bthey)(?:[’']s|[’']ve| has| have)? (?:been |is |was )?(?:also )?responsible for <W:object>(?=,[^.;<>]{0,80}(?:anime|manga|series))", 0.7),
    Pattern("ongoing-manga", "authorOf", rf"(?P<he>\bhis|\bher|\btheir) (?:[\w-]+ ){{0,2}}?{_BOOKS},? <WX:object>", 0.8),
    Pattern("author-named", "authorOf", rf"(?<![\w-]){_BOOKS} (?:creator|author|artist|writer) <P:subject>’s <W:object>", 0.85),
    # sequelOf
    Pattern("sequel-to", "sequelOf", r"<W:subject>,? (?:which |that )?(?:is |was |serves as |acts as )?(?:an? |the )?(?:[\w-]+ ){0,4}?(?:sequel|prequel|follow-up|spin-off|spinoff|side story|side-story|successor) (?:to|of) (?:the )?(?:[\w-]+ ){0,3}?<WX:object>", 0.9),
    Pattern("nameless-sequel-to", "sequelOf", r"(?<!\ue001 is )(?<!\ue001 was )(?<!\ue001 as )(?<!\ue001, )(?:the |an? |this )(?:[\w-]+ ){0,3}?(?:sequel|prequel|follow-up|spin-off|side story) to <WX:object>", 0.7),
    Pattern("sequel-noun", "sequelOf", r"(?:its|the) <W:subject> (?:sequel|prequel|spin-off|follow-up)\b", 0.75, about_focus=True),
    Pattern("sequel-titled", "sequelOf", r"(?:its|the|a) (?:[\w-]+ )?(?:sequel|prequel|spin-off|follow-up|spinoff),? (?:titled |called |entitled )?<W:subject>", 0.75, about_focus=True),
)  # fmt: skip

_INTO = Guarded(
    compile_pattern(
        rf"(?:<PX:author>’s |the |an? )(?P<noun>{_BOOKS}) (?:was |has been |were )?(?:adapted |turned |made )?(?:the {_BOOKS} )?into (?:an? |the |two (?:[\w-]+ )?)?(?P<how>(?:(?!\b(?:when|where|while|who|that|which)\b)[^.;<>]){{0,60}}?)(?:titled |called |named |—|–|: )?\s?<WX:work>(?: \([^()]*\))?(?:[^.;<>]{{0,120}}; and <W:second>)?"
    )
)
_READ_KINDS = frozenset({"Book", "Manga", "Play"})
_FROM_READ = Guarded(compile_pattern(rf"{_FROM} (?:the |an? |(?:his|her|their) own )?<W:source>"))
_NAME = r"(?:[^\W\d_a-z][\w.’'-]*?(?: (?:(?:de|da|van|von|di|of|le|la|el|al|bin|ibn) )?[^\W\d_a-z][\w.’'-]*?){0,3})"
_OWNED = re.compile(
    rf"(?P<before>{_NAME})[’']s (?:[a-z’'-]+ ){{0,4}}?{_SOURCES}|(?:the |an? )?(?:[a-z’'-]+ ){{0,4}}?{_SOURCES} (?:by|of) (?P<behind>{_NAME})"
)
_ADAPTED_THE = Guarded(
    compile_pattern(
        rf"<O> adapted (?:the |<PX:author>’s )(?P<noun>{_BOOKS}) into [^.;<>]{{0,60}}? (?:titled|called|named) <WX:work>"
    )
)
_SERIALISED = Guarded(
    compile_pattern(
        r"<P:author>’s <W:work> (?:was|is|has been|began|started) (?:first |originally )?(?:serialis\w+|serializ\w+|being serialized)"
    )
)
_SIDE_STORY = Guarded(
    compile_pattern(
        rf"(?:side-story|side story|spin-off|sequel|prequel|follow-up) (?:from|to|of) (?P<phrase>(?:an? |the )(?:[\w-]+ ){{0,3}}?(?P<noun>{_ANY}) of the same (?:name|title))"
    )
)


def extract_sources(context: Context) -> Iterator[Claim]:
    """Read adaptations with their sources, authors and sequels from running text."""
    views = tuple(context.prose())
    for view in views:
        yield from _unnamed_sources(context, view)
        yield from _read_sources(context, view)
        yield from _named_sources(context, view)
        yield from _adapted_into(context, view)
        yield from _side_stories(context, view)
        yield from _serialised(context, view)
    yield from PATTERNS.apply(context, views)


def _unnamed_sources(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "adapted from the debut novel by X": the novel is a thing of its own, named by the phrase."""
    for number, match in _PHRASES_SCREEN.finditer(view.text):
        work = _adapting_work(context, view, match)
        if work is None:
            continue
        noun = f"{match['adj'] or ''}{match['noun']}"
        kind = _KIND_TOLD.get(match["noun"].casefold().replace("'", "’"), "")
        source = context.source(noun, _names_of(context, view, match), _shared(match, work), kind)
        place = Place(view, _PHRASES[number][0], 0.9, status_of(view.text, match.start(), match.end()))
        yield context.claim(place, "adaptedFrom", work, source)
        for author in _authors(context, view, match):
            yield context.claim(place, "authorOf", author, source)


def _authors(context: Context, view: Masked, match: re.Match[str]) -> Iterator[Entity]:
    """Give those that a match names as authors; not every pattern has both slots."""
    for slot in _AUTHORS:
        yield from context.caught(view, match, slot)


def _read_sources(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "from Title" of what is read or staged, and the owner in "X's graphic novel" where that is one name."""
    for match in _FROM_READ.finditer(view.text):
        place = Place(view, "from-read", 0.7, status_of(view.text, match.start(), match.end()))
        for source in context.caught(view, match, "source"):
            work = _adapting_work(context, view, match)
            if source.type in _READ_KINDS and work is not None and work != source:
                yield context.claim(place, "adaptedFrom", work, source)
    text = context.annotation.document.text
    for mention in view.sentence.mentions:
        owned = _OWNED.fullmatch(mention.span.of(text))
        source = context.entity(mention)
        if owned and source.type in _READ_KINDS:
            owner = owned["before"] or owned["behind"]
            author = context.called(owner, "Person")
            yield context.claim(Place(view, "owner-of-source", 0.8), "authorOf", author, source)


def _names_of(context: Context, view: Masked, match: re.Match[str]) -> tuple[str, ...]:
    """Give what denotes a source: the whole phrase, and its noun with the adjectives ("first novel")."""
    document = context.annotation.document.text
    start, end = view.offset(match.start("phrase")), view.offset(match.end("phrase") - 1) + 1
    whole = document[start : _end_of(view, match, end)]
    core = document[view.offset(match.start("adj")) : view.offset(match.end("noun") - 1) + 1]
    return tuple(dict.fromkeys((whole.strip(), core.strip())))


def _end_of(view: Masked, match: re.Match[str], end: int) -> int:
    """Give where a phrase ends in the document: behind the last mention in it."""
    inside = [m for slot in _AUTHORS for m in view.mentions(match, slot)]
    return max([end, *(m.span.end for m in inside if view.offset(match.start("phrase")) <= m.span.start)])


def _shared(match: re.Match[str], work: Entity) -> str:
    return work.names[0] if match.groupdict().get("tail") else ""


def _adapting_work(context: Context, view: Masked, match: re.Match[str]) -> Entity | None:
    """Give the work that is adapted: named right before the phrase, else the one at hand."""
    before = [m for m in view.sentence.mentions if m.span.end <= view.offset(match.start())]
    works = [context.entity(m) for m in before if LETTERS.get(context.entity(m).type) == "W"]
    after = [m for m in view.sentence.mentions if m.span.start >= view.offset(match.end() - 1)]
    if match.start() == 0 and after:
        nxt = context.entity(after[0])
        return nxt if LETTERS.get(nxt.type) == "W" else context.work_at(view)
    return works[-1] if works and not _is_source_kind(works[-1]) else context.work_at(view)


def _is_source_kind(work: Entity) -> bool:
    return work.type in {"Manga", "Book"}


def _named_sources(context: Context, view: Masked) -> Iterator[Claim]:
    for number, match in _NAMED_SCREEN.finditer(view.text):
        named = context.caught(view, match, "work")
        work = named[0] if named else _adapting_work(context, view, match)
        place = Place(view, _NAMED[number][0], 0.92, status_of(view.text, match.start(), match.end()))
        for found in context.caught(view, match, "source"):
            source = _source_sense(context, match, work, found)
            if work is not None and source != work:
                yield context.claim(place, "adaptedFrom", work, source)
            for author in _authors(context, view, match):
                yield context.claim(place, "authorOf", author, source)


def _source_sense(context: Context, match: re.Match[str], work: Entity | None, found: Entity) -> Entity:
    """Give the source that a title means: "the novel X" beside the film X is a book of that title."""
    noun = match.groupdict().get("noun") or ""
    if work is not None and found == work and noun:
        return context.source(f"{match['adj'] or ''}{noun}", (), found.names[0])
    return found


def _adapted_into(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "X’s manga was adapted into the series Y": the manga has the name that the text gave it, or none."""
    for pattern in (_INTO, _ADAPTED_THE):
        for match in pattern.finditer(view.text):
            works = (
                *context.caught(view, match, "work"),
                *(context.caught(view, match, "second") if "second" in match.groupdict() else ()),
            )
            source = _manga_before(context, view, match["noun"])
            place = Place(view, "adapted-into-named", 0.85, status_of(view.text, match.start(), match.end()))
            for work in works:
                if source is not None and work != source:
                    yield context.claim(place, "adaptedFrom", work, source)
            for author in context.caught(view, match, "author"):
                if source is not None:
                    yield context.claim(place, "authorOf", author, source)


def _manga_before(context: Context, view: Masked, noun: str) -> Entity | None:
    """Give the last work of a kind named before: "the manga" is the manga named last."""
    kind = kind_of_noun(noun)
    for earlier in (view, *context.before(view, 6)):
        for mention in reversed(earlier.sentence.mentions):
            if context.entity(mention).type == kind:
                return context.entity(mention)
    return next(iter(context.of_type(kind)), None)


def _serialised(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "X’s Title was first serialised in 1997": what is serialised is a comic or novel, whatever else has its title."""
    for match in _SERIALISED.finditer(view.text):
        author, work = context.caught(view, match, "author")[0], context.caught(view, match, "work")[0]
        if work.type in {"Film", "Series"}:
            printed = (*context.of_type("Manga"), *context.of_type("Book"))
            named = [e for e in printed if e.names[0] == work.names[0]]
            work = named[0] if named else context.source("manga", (), work.names[0])
        yield context.claim(Place(view, "author-serialised", 0.88), "authorOf", author, work)


def _side_stories(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "a side-story from a series of the same name"."""
    for match in _SIDE_STORY.finditer(view.text):
        work = context.work_at(view)
        if work is None:
            continue
        whole = context.annotation.document.text[
            view.offset(match.start("phrase")) : view.offset(match.end("phrase") - 1) + 1
        ]
        source = context.source(
            match["noun"], (whole,), work.names[-1] if len(work.names) > 1 else work.names[0]
        )
        place = Place(view, "side-story-same-title", 0.85, status_of(view.text, match.start(), match.end()))
        yield context.claim(place, "sequelOf", work, source)
