"""Which company made or brought out a work, and who founded a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.patterns import Pattern, PatternTable
from kg.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extractors.context import Context
    from kg.model import Claim

# Words that describe the company or work behind them; a small word would open another phrase.
_ADJECTIVES = r"(?:(?!(?:of|on|in|into|to|at|from|by|with|for|past|and|a|an|his|her)\b)[\w’'-]+ ){0,3}?"
_STREAM = "(?:streaming|streams|stream|available|on offer)"
_ARRIVE = "(?:premieres?|premiered|premiering|landed|lands|arrives?|arrived|aired|airs|airing|broadcast|screened|debuts?|debuted|drops|dropped|launch(?:es|ed)?|releas(?:ed|es|ing)|hits|(?<! a )(?<! the )(?<! big )hit|streamed|began streaming)"
_NO_OTHER = r"(?:(?! (?:her|his|their|who|that|which|to(?! (?:watch|rent|buy|own|view|see|stream))) )[^.;<>])"
_FILM = "(?:film|movie|series|show|anime|adaptation|feature|animation|drama|documentary|ova|special)"
_OWNED = rf"<O:object>’s (?:(?!(?:is|was|has|had|shows?|showed|says|said|likes?|saw|makes?|made|takes?|took|of|on|for|in)\b)[\w-]+[ ,]){{0,4}}?(?:{_FILM} )?(?:movie |series )?,? ?<W:subject>"

PATTERNS = PatternTable(
    # producedBy
    Pattern("produced-at", "producedBy", r"(?:produced|animated|made) (?:at|in-house at) (?:the )?(?:studio )?<OX+:object>", 0.92),
    Pattern("produced-by-studio", "producedBy", r"(?:produced|animated|co-produced|developed|made) by (?:the )?(?:[\w-]+ ){0,3}?<O+:object>", 0.9),
    Pattern("work-produced-by", "producedBy", r"<W:subject>,? (?:is |was |were )?(?:being )?(?:produced|animated|developed|made) by (?:the )?(?:[\w-]+ ){0,3}?<O+:object>", 0.93),
    Pattern("produced-for", "producedBy", r"produced (?:by <P+> )?for <O:object>", 0.85),
    Pattern("at-studio", "producedBy", r"(?:directing|directs|animating|in production|being made|being animated) [^.;,<>]{0,40}?at (?:the )?(?:studio )?<O:object>", 0.88),
    Pattern("production-by", "producedBy", r"(?:animation )?production (?:is |was |will be |work )?(?:being )?(?:handled |done |led )?(?:by|at) <O+:object>", 0.88),
    Pattern("begun-production", "producedBy", r"<O:object> (?:has |have )?(?:begun|began|started|begins|starts) (?:production|work|filming) on <W:subject>", 0.9),
    Pattern("works-with-studio", "producedBy", r"<P> (?:works|worked|teams up|teamed up|reunites|partners|collaborates|collaborated) with (?:the )?(?:animation )?(?:studio )?<O:object>", 0.8),
    Pattern("studio-behind", "producedBy", rf"<O:object>,? (?:is )?(?:the |an? )?(?:animation )?(?:studio|company|team) (?:behind|that (?:produced|made|animated)) (?:both )?{_ADJECTIVES}<W+:subject>", 0.85),
    Pattern("studio-producing", "producedBy", r"<O+:object>(?:,[^.;,]{0,90},)? (?:is|are|will be|were|was) (?:producing|animating|handling (?:the )?animation|in charge of (?:the )?animation|involved in the production|bringing|developing)", 0.85, about_focus=True),
    Pattern("studio-produces-work", "producedBy", r"<O:object> (?:produces|produced|animated|animates|developed) (?:the )?(?:[\w-]+ ){0,3}?<W:subject>", 0.85),
    Pattern("studio-adapted", "producedBy", r"(?:studio )?<O:object> adapted (?:the|an?|its|<P>’s|<W>)[^.;]{0,60}? into [^.;]{0,50}?(?:titled|called|named) <WX:subject>", 0.9),
    Pattern("film-from-studio", "producedBy", rf"(?<![\w-]){_FILM} from (?:animation |anime )?(?:studio )?<O:object>", 0.85),
    Pattern("studios-picked", "producedBy", r"<O+:object> have (?:picked|tapped|cast|hired|chosen|announced|signed)\b", 0.75),
    Pattern("game-by-developer", "producedBy", r"<O:object>’s (?:[\w-]+ ){0,2}?(?:video game franchise|video game|game series)(?:,)? <W:subject>", 0.8),
    Pattern("comes-from-studio", "producedBy", r"(?:film|movie|series|show|anime|it) (?:comes|came|hails|hailed) from <O:object>", 0.82),
    Pattern("studios-animation", "producedBy", r"<O:object>’s (?:[\w-]+ ){0,2}?animation\b", 0.75),
    Pattern("is-the-studio", "producedBy", r"<O:object> (?:is|was) the (?:animation |production )?(?:studio|company)(?: behind it)?(?=[.,;])", 0.85),
    Pattern("studios-work", "producedBy", _OWNED, 0.8),
    # distributedBy
    Pattern("streaming-on", "distributedBy", rf"{_STREAM}\b{_NO_OTHER}{{0,50}}? (?:on|via|through|at) (?:the )?(?:streaming service |channel |platform )?<O+:object>", 0.9),
    Pattern("work-streaming-on", "distributedBy", rf"<W:subject> (?:is |was |are |will be )?(?:\w+ ){{0,3}}?{_STREAM}\b{_NO_OTHER}{{0,40}}? (?:on|via|through) <O+:object>", 0.95),
    Pattern("arrives-on", "distributedBy", rf"<W:subject>[^.;<>]{{0,60}}? {_ARRIVE}\b(?:(?! and | who )[^.;<>]){{0,40}}? (?:on|via|through) (?:the )?{_ADJECTIVES}<O+:object>", 0.88),
    Pattern("makes-way-to", "distributedBy", r"(?:makes? (?:its|their) way|is coming|are coming|comes?|heads?|heading|coming) to <O:object>", 0.75),
    Pattern("opens-through", "distributedBy", r"(?:opens?|opened|releases?|released|opening|rolls? out|hits? (?:theat(?:er|re)s|cinemas)) (?:(?!\b(?:with|who|that|which)\b)[^.;<>]){0,60}?(?:through|via|from|courtesy of) <O:object>", 0.85),
    Pattern("premieres-on", "distributedBy", rf"{_ARRIVE} (?:in|this|next|on|every) [^.;<>]{{0,35}}? on <O+:object>", 0.85),
    Pattern("is-distributing", "distributedBy", r"<O:object> (?:is|are) (?:distributing|releasing|handling distribution)(?! (?:an?|its|new|more) )", 0.85),
    Pattern("hit-platform", "distributedBy", r"<W:subject>,? (?:which )?(?:just )?(?:hit|hits|comes to|came to|arrives on|is on) <O:object>", 0.85),
    Pattern("published-by", "distributedBy", r"<W:subject>,? (?:which )?(?:is |was |has been )?(?:originally |first |now )?(?:published|brought out|put out) (?:in [^.;<>]{0,30} )?by <O:object>", 0.9),
    Pattern("shown-on", "distributedBy", r"(?:been |be |was |is |being )(?:shown|seen|screened|broadcast) on <O+:object>", 0.85),
    Pattern("acquires-rights", "distributedBy", r"<O:object> (?:has )?(?:acquires?|acquired|takes?|took|bought|buys|picks? up|picked up|nabs?|lands?) (?:[^.;<>]{0,40} )?(?:rights|licence|license) (?:to|for|of) (?:the )?(?:[\w-]+ ){0,2}?<W:subject>", 0.9),
    Pattern("announced-licence", "distributedBy", r"<O:object> [^.;<>]{0,40}?(?:announced|confirmed|revealed)[^.;<>]{0,30} that it (?:has |had |will |would )?(?:licensed|acquired|release|stream|distribute) (?:the )?(?:[\w-]+ ){0,3}?<W:subject>", 0.9),
    Pattern("watch-on", "distributedBy", r"(?:watch|stream|catch|see) (?:it|this|the (?:\w+ )?(?:film|movie|series|show|anime)) (?:\w+ ){0,2}?on <O+:object>", 0.85),
    Pattern("platforms-original", "distributedBy", r"\ban? <O:object> original(?=[,.;])", 0.88),
    Pattern("screened-on-channel", "distributedBy", r"(?:screened|broadcast|aired|shown) (?:in [^.;<>]{0,20} )?on (?:the )?(?:[\w-]+ ){0,2}?(?:channel|network) <O:object>", 0.88),
    Pattern("distributed-by", "distributedBy", r"(?:distributed|licensed|co-distributed|acquired|picked up for distribution)(?: (?:(?! by )[^.;<>]){0,40}?)?? by <O+:object>", 0.92),
    Pattern("released-by", "distributedBy", r"(?<!statement )released\b[^.;<>]{0,80}? by <O:object>", 0.9),
    Pattern("distributor-named", "distributedBy", r"(?:distributor|publisher|licensor|streamer|streaming giant|broadcaster) <O:object>(?: (?:has|will|is) (?:\w+ )?(?:licensed|release|releasing|distributing|acquired))", 0.85),
    Pattern("licenses", "distributedBy", rf"<O:object> (?:has |have |will |is |also )*(?:licensed|licenses|license|acquired|distributes?|distributed|releases?|releasing|will release|streams?|streaming|is streaming|picked up|published|publishes) (?:the )?{_ADJECTIVES}<W:subject>", 0.8),
    Pattern("streams-the-film", "distributedBy", rf"<O:object> (?:has |have |will |is |also |announced it will |plans to )*(?:licensed?|acquired?|distributed?|distributes|releas(?:e|es|ed|ing)|stream(?:s|ing)?|simulcasts?|broadcasts?|picked up|publish(?:es|ed)?) (?:it\b|(?:the |this |its ){_ADJECTIVES}(?:film|movie|series|show|anime|adaptation|manga|rights)\b)", 0.85),
    Pattern("platforms-work", "distributedBy", _OWNED, 0.85),
    Pattern("platform-work", "distributedBy", r"(?:upcoming |new |the )<O:object> (?:original )?<W:subject> (?:show|series|movie|film)\b", 0.85),
    Pattern("platform-show", "distributedBy", rf"(?:the )<O:object> (?:original )?(?:{_FILM}),? <WX:subject>", 0.85),
    Pattern("landed-nameless", "distributedBy", rf"{_ARRIVE} on <O:object>", 0.75),
    # founderOf
    Pattern("own-studio", "founderOf", r"<O:object>, <P:subject>’s own (?:animation |production )?(?:studio|company|label)", 0.92),
    Pattern("persons-own-studio", "founderOf", r"<P:subject>’s own (?:animation |production )?(?:studio|company|label),? <O:object>", 0.92),
    Pattern("founded", "founderOf", rf"<P+:subject>,? (?:who )?(?:co-)?(?:founded|founds|established|started|set up|owns|runs|launched) (?:the )?{_ADJECTIVES}<O:object>", 0.9),
    Pattern("founded-by", "founderOf", r"<O:object>,? (?:which was |was |is |the \w+ |the studio |the company |an? \w+ )?(?:co-)?(?:founded|established|started|set up|owned|run|launched) (?:in \d{4} )?by <P+:subject>", 0.9),
    Pattern("founder-of", "founderOf", r"<P:subject>,? (?:the )?(?:co-)?founder (?:and \w+ )?of (?:the )?<O:object>", 0.9),
    Pattern("company-founder", "founderOf", r"<O:object> (?:co-)?founder <P:subject>", 0.9),
    Pattern("his-banner", "founderOf", r"<P:subject>[^.;<>]{0,60}? (?:via|through|with|under) (?:his|her|their) (?:own )?<O:object> (?:banner|label|company|outfit|shingle|production company)", 0.88),
)  # fmt: skip

# "Netflix’s Title" and "Studio Kumo’s Title" look alike; who owns the title says what is meant.
_OWNERS = {
    "platforms-work": "Organization",
    "studios-work": "Studio",
    "comes-from-studio": "Studio",
    "studios-animation": "Studio",
}


def extract_companies(context: Context) -> Iterator[Claim]:
    """Read producers, distributors and founders of companies from running text."""
    for claim in PATTERNS.apply(context, context.prose()):
        owner = claim.object.type if isinstance(claim.object, Entity) else ""
        if _OWNERS.get(claim.evidence.extractor, owner) == owner:
            yield claim
