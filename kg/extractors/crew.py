"""Who made a work: director, writer, composer, designer, producer, as running text says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.patterns import Pattern, PatternTable
from kg.language.lexicon import ORDINALS
from kg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extractors.context import Context
    from kg.model import Claim

_ADJECTIVES = r"(?:[\w’'-]+ ){0,3}?"
_ORDINAL = f"(?:{'|'.join(sorted(ORDINALS))})"
_SCREEN = (
    "(?:film|movie|feature|feature film|series|show|anime|documentary|short|drama|thriller|comedy|miniseries)"
)
_NOT_OTHER = r"(?<!animation )(?<!art )(?<!sound )(?<!episode )(?<!unit )(?<!casting )(?<!cg )(?<!music )(?<!photography )(?<!game )(?<!of )(?<!\ue001 )"
_NO_KIN = "".join(
    rf"(?<!{kin}, the )"
    for kin in ("daughter", "son", "wife", "husband", "brother", "sister", "father", "mother")
)
_SERVES = "serves|served|is serving|will serve|acts|acted|returns|returned|works|worked|is credited|was credited|joins|joined|steps in"
_IT = r"(?:it|this|the (?:\w+ )?(?:film|movie|series|show|feature|anime|pilot))\b"
_NO_GOAL = r"(?<!goal )(?<!goal was )(?<!goals )(?<!goals were )(?<!points )(?<!points were )"  # of a match
_DIRECTOR = rf"{_NOT_OTHER}(?:co-)?director"
_TO_DO = r"(?:to|will|is set to|is slated to|has been tapped to|tapped to|has signed on to|is attached to|set to|returns? to) "

PATTERNS = PatternTable(
    # directorOf
    Pattern("director-named", "directorOf", rf"(?<![\w-]){_DIRECTOR},? <PX:subject>(?! \()(?!,? (?:of|director))", 0.9),
    Pattern("director-named-bracket", "directorOf", rf"(?<![\w-]){_DIRECTOR} \(<PX:subject>\)", 0.85),
    Pattern("director-of-work", "directorOf", rf"<P:subject>,? (?:\w+ )?(?:the )?(?:co-)?director (?:of|behind) (?!photography){_ADJECTIVES}<WX+:object>", 0.9),
    Pattern("work-director", "directorOf", r"(?<!of )<W:object> (?:co-)?director <P:subject>", 0.9),
    Pattern("directed-by", "directorOf", r"(?<!animation )(?:co-)?(?:directed|helmed|written and directed|co-directed) (?:and (?:\w+-?)?(?:written|scripted|produced) )?by (?:\w+ ){0,3}?<P+:subject>", 0.92),
    Pattern("work-directed-by", "directorOf", r"<W:object>,? (?:was |is |were )?(?:also )?(?:directed|helmed) (?:and written )?by <P+:subject>", 0.95),
    Pattern("directs-work", "directorOf", rf"<P:subject>,? (?:who )?(?:also )?(?:{_TO_DO})?(?:directs?|directed|helms?|helmed|co-directed) (?:the )?{_ADJECTIVES}<W:object>", 0.88),
    Pattern("tapped-to-direct", "directorOf", r"<P:subject>,? (?:has been |was |is |been )?(?:tapped|set|hired|confirmed|slated|announced|signed on|brought on) (?:to direct|to helm|as director)\b", 0.85),
    Pattern("at-the-helm", "directorOf", r"(?:with )?(?:[\w ]{0,40})?<P:subject>(?: \([^()]*\))? (?:is |was )?(?:at the helm|in the director[’']s chair|behind the camera)", 0.88, about_focus=True),
    Pattern("directors-feature", "directorOf", rf"<P:subject>’s {_ORDINAL} (?:{_ADJECTIVES})?(?:feature|film|movie)(?! (?:by|of))\b", 0.85),
    Pattern("his-feature", "directorOf", rf"(?P<he>his|her|their) {_ORDINAL} (?:feature|film|movie|feature film|feature-length film),? <WX:object>", 0.85),
    Pattern("work-his-feature", "directorOf", rf"<W:object>, (?P<he>his|her|their) {_ORDINAL} (?:[\w-]+ )?(?:feature|film|movie)(?=[,.;]|\s(?:and|is|was)\b)", 0.85),
    Pattern("feature-by", "directorOf", rf"<W:object>,? (?:is |was )?(?:the |an? )(?:{_ORDINAL} |{_ADJECTIVES}){_SCREEN} (?:by|from) (?:director )?<P:subject>", 0.85),
    Pattern("work-persons-debut", "directorOf", r"<W:object>, <P:subject>’s (?:[\w’-]+ ){0,3}?(?:debut|feature|film|movie|documentary|comedy|drama|follow-up)\b", 0.85),
    Pattern("work-from-person", "directorOf", r"<W:object>, from (?:the )?(?:[\w-]+ ){0,3}?<P:subject>,", 0.75),
    Pattern("directs-nameless", "directorOf", r"<P+:subject> (?:directs?|is back to direct|returns to direct)(?: from (?:a|his|her|their) (?:own )?(?:screenplay|script)|,|\.| and)", 0.82),
    Pattern("directed-aside-by", "directorOf", r"directed,[^,;.<>]{1,50}, by (?:\w+ ){0,2}?<P+:subject>", 0.85),
    Pattern("film-by", "directorOf", r"(?:^|\W)an? (?:[\w-]+ ){0,2}?(?:film|movie|documentary|short|picture) by <P+:subject>", 0.82),
    Pattern("feature-from", "directorOf", rf"(?:{_ORDINAL}) (?:[\w-]+ )?(?:feature|film|movie)(?: film)? (?:from|by) (?:[\w-]+ ){{0,2}}?(?:filmmaker|director|auteur|newcomer) <P:subject>", 0.88),
    Pattern("is-directing", "directorOf", r"<P+:subject>(?: \([^()]*\))? (?:is|are|was|will be) (?:directing|helming) (?:the|it|this)\b", 0.9),
    Pattern("work-by", "directorOf", rf"(?<![\w-]){_SCREEN} by (?:director |filmmaker )<P:subject>", 0.85),
    Pattern("directors-work", "directorOf", r"(?:director|filmmaker) <P:subject>’s <W:object>", 0.9),
    Pattern("direction-of", "directorOf", rf"<P:subject>’s (?:\w+ )?{_NOT_OTHER}direction\b", 0.75),
    Pattern("persons-documentary", "directorOf", r"<P:subject>’s (?:[\w-]+ )?(?:documentary|feature|drama|comedy|thriller|short|biopic|epic),? <W:object>", 0.8),
    Pattern("directed-it", "directorOf", r"<P:subject>,? (?:who )?(?:has |had |also )?(?:directed|directs|helmed|helms) (?:it|this|the (?:\w+ )?(?:film|movie|series|show|feature|anime))\b", 0.85),
    Pattern("wrote-and-directed", "directorOf", rf"<P+:subject>,? (?:who )?(?:both |has |have |also )?(?:wrote|writes|written|co-wrote|produced|edited|shot) and (?:co-)?(?:directed|directs) {_IT}", 0.9),
    Pattern("persons-directorial-debut", "directorOf", r"<P:subject>’s (?:[\w-]+ ){0,2}?(?:directorial|directing) debut\b", 0.85),
    Pattern("directorial-debut-of", "directorOf", r"(?:directorial|directing) debut (?:of|from|by|for) (?:[\w-]+ ){0,3}?<P:subject>", 0.88),
    Pattern("in-directorial-debut", "directorOf", r"(?:in|with|for) (?:his|her|their) (?:[\w-]+ ){0,2}?(?:directorial|directing) debut,? <P:subject>", 0.85),
    Pattern("is-the-director", "directorOf", r"<P:subject> (?:is|was) (?:the|its) (?:co-)?director\b(?! (?:of|for|general))", 0.8),
    Pattern("as-director", "directorOf", rf"<P:subject> (?:{_SERVES}) as (?:the |its )?(?:chief |series )?(?:co-)?director\b(?! (?:of|general))", 0.88),
    Pattern("directed-pronoun", "directorOf", r"<P:subject>,[^.;<>]{0,60} who also (?:directed|helmed) (?:the )?(?:[\w-]+ ){0,2}?<W:object>", 0.85),
    Pattern("under-direction", "directorOf", rf"(?:under the direction of|{_NOT_OTHER}direction (?:by|from)) <P:subject>", 0.85),
    # screenwriterOf
    Pattern("scripted-by", "screenwriterOf", r"(?:scripted |screenplay,? (?:is |was )?(?:written )?|scripts?,? (?:is |was |are |were )?(?:written )?|teleplay |penned |adapted for the screen |series composition (?:is |was )?|scripts? overseen |screenplay,? credited )(?:by|from|to) <P+:subject>", 0.9),
    Pattern("wrote-and-directed-script", "screenwriterOf", rf"<P+:subject>,? (?:who )?(?:both |has |have |also )?(?:wrote|writes|written|co-wrote) and (?:co-)?(?:directed|directs|produced|produces) {_IT}", 0.9),
    Pattern("film-written-by", "screenwriterOf", r"(?<!in the )(?<!of the )(?<!for the )(?<!about the )(?:film|movie|series|show|feature|pilot|episodes?),? (?:which )?(?:is|was|are|were) (?:also )?(?:co-)?written by <P+:subject>", 0.88),
    Pattern("as-writer", "screenwriterOf", rf"<P:subject> (?:{_SERVES}) as (?:the |its )?(?:series composer|(?:head |lead )?(?:screen|script)?writer)\b(?! of)", 0.88),
    Pattern("adapts-for-screen", "screenwriterOf", r"<P+:subject> (?:adapts|adapted) (?:the|his|her|their) (?:own )?(?:[\w-]+ ){0,2}?for the screen", 0.88),
    Pattern("written-directed-by", "screenwriterOf", r"written (?:and|,) (?:co-)?directed by <P+:subject>", 0.9),
    Pattern("directed-written-by", "screenwriterOf", r"directed and (?:co-)?written by <P+:subject>", 0.9),
    Pattern("and-written-by", "screenwriterOf", r"(?:directed|produced) by [^.;]{0,120}?,? (?:and )?(?:co-)?written by <P+:subject>", 0.88),
    Pattern("writers-screenplay", "screenwriterOf", rf"<P:subject>’s {_ADJECTIVES}(?:screenplay|script|teleplay|adapted screenplay)\b", 0.88),
    Pattern("own-screenplay", "screenwriterOf", r"<P:subject> (?:directs?|directed) from (?:his|her|their) own (?:screenplay|script)", 0.9),
    Pattern("from-a-screenplay", "screenwriterOf", r"from an? (?:[\w-]+ )?(?:screenplay|script|teleplay) (?:by|from) <P+:subject>", 0.9),
    Pattern("penned-script", "screenwriterOf", r"<P+:subject>,? (?:has |had |have )?(?:wrote|penned|written|writing|writes|penning|co-wrote) (?:the )?(?:film[’']s |series[’'] |show[’']s |movie[’']s )?(?:script|screenplay|teleplay|scripts)", 0.9),
    Pattern("work-writer", "screenwriterOf", r"<W+:object> (?:screen)?writer <P:subject>", 0.85),
    Pattern("and-writer", "screenwriterOf", r"director,? <P>,? and (?:screen)?writers? <P+:subject>", 0.85),
    Pattern("wrote-film", "screenwriterOf", r"<P:subject> (?:also )?(?:co-)?(?:wrote|writes|scripted) (?:the|this) (?:film|movie|series|show|feature|picture)\b", 0.88),
    Pattern("screenwriter-named", "screenwriterOf", r"(?:screenwriter|scriptwriter|script writer|series composer)s?,? <P+:subject>", 0.85),
    Pattern("series-composition", "screenwriterOf", r"<P:subject> (?:is |was |will be )?(?:handling|in charge of|overseeing|supervising|handles) (?:the )?(?:series composition|series scripts|scripts|screenplay)", 0.9),
    Pattern("whose-writers", "screenwriterOf", r"<W:object> ?[-–—,(]+ ?whose writers <P+:subject>", 0.85),
    # composerOf
    Pattern("composed-by", "composerOf", r"(?:score|soundtrack|music)\b(?:(?!, (?:and|but|while|as) )[^.;<>]){0,110}?(?:composed|written|scored|penned|by|from|the work of) (?:by )?(?:composer |(?:the )?(?:\w+ )?(?:duo|band|group|trio) )?<P+:subject>", 0.9),
    Pattern("composed-for", "composerOf", r"<P:subject>,? (?:who )?(?:also )?(?:composed|wrote|did|made|scored) (?:[\w-]+ ){0,4}?(?:music|score|soundtrack) (?:for|to|of) <W+:object>", 0.88),
    Pattern("whose-scores", "composerOf", r"<P:subject>,? whose (?:[\w-]+ )?(?:scores?|music|soundtracks?) (?:for|to) (?:<P>’s )?<W+:object>", 0.88),
    Pattern("scored-by", "composerOf", rf"(?:{_NO_GOAL}scored by|music (?:is )?by|score (?:is )?by|soundtrack (?:is )?by|set to music by|hear music by) <P+:subject>", 0.9),
    Pattern("composers-score", "composerOf", rf"<P:subject>’s {_ADJECTIVES}(?:(?:[\w-]+, )?[\w-]+ )?(?:score|soundtrack|music|compositions)\b", 0.88),
    Pattern("as-composer", "composerOf", rf"<P:subject> (?:{_SERVES}) as (?:the |its )?composer\b(?! of)", 0.88),
    Pattern("composer-named", "composerOf", rf"(?<![\w-])(?<!series ){_NO_KIN}composer,? <P:subject>(?!,? (?:of|whose))", 0.82),
    Pattern("composes", "composerOf", r"<P:subject> (?:is composing|composes|composed|will compose|scores|scored|provides|provided|contributes|contributed|wrote) (?:the |an? )(?:\w+ ){0,2}?(?:score|soundtrack|music)", 0.88),
    # characterDesignerOf
    Pattern("character-designs-by", "characterDesignerOf", r"character designs?,?(?: (?:is|are|was|were))? ?(?:[a-z]+ )?(?:by|from) <P+:subject>", 0.9),
    Pattern("characters-designed-by", "characterDesignerOf", r"characters (?:are|were|have been|,) ?(?:all )?designed by <P+:subject>", 0.9),
    Pattern("as-character-designer", "characterDesignerOf", rf"<P:subject> (?:{_SERVES}) as (?:the |its )?(?:chief |main )?character designer\b", 0.9),
    Pattern("character-designer", "characterDesignerOf", r"character designer(?: and [\w ]+?)?,? <P+:subject>", 0.9),
    Pattern("designs-characters", "characterDesignerOf", r"<P:subject> (?:is |was |will be )?(?:designing|designs|designed|handles|handling) (?:the )?character(?:s| designs?)", 0.88),
    Pattern("designers-designs", "characterDesignerOf", rf"<P:subject>’s {_ADJECTIVES}character designs?\b", 0.88),
    # producerOf
    Pattern("produced-by-person", "producerOf", r"(?<!co-)produced by (?:producers? )?<P+:subject>", 0.85),
    Pattern("producer-named", "producerOf", r"(?<!line )(?<!associate )(?<!music )(?<!record )(?<![\w-])(?:executive )?producers?,? <P+:subject>(?!,? of)", 0.78),
    Pattern("are-producers", "producerOf", r"<P+:subject> (?:are|were|serve as|served as|act as) (?:the |its )?(?:executive |co-)?producers\b(?! of)", 0.85),
    Pattern("producers-are", "producerOf", r"(?<!line )(?<!associate )(?<!music )(?:executive )?producers (?:are|were|include|included) <P+:subject>", 0.88),
    Pattern("as-producer", "producerOf", r"<P:subject>[^.;<>]{0,40}? (?:as|serves as|served as|serving as|is|was) (?:an? |the )?(?:executive |co-)?producers?\b(?! of)", 0.75),
    Pattern("person-produces", "producerOf", r"<P+:subject> (?:produces?|produced|is producing|will produce|are producing|executive produces?)(?=[.,;:)]|$| (?:and|with|for|alongside|through|under|via|together) | (?:the|this) (?:\w+ )?(?:film|movie|feature|series|show|anime|adaptation)| <W>)", 0.78),
)  # fmt: skip


def extract_crew(context: Context) -> Iterator[Claim]:
    """Read who directed, wrote, scored, designed or produced a work from running text."""
    yield from PATTERNS.apply(context, [*context.prose(), *context.blocks(BlockKind.CAPTION)])
