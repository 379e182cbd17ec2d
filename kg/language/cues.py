"""What the words around a name say about its type: "directed by ⟨name⟩" makes it a person.

Each cue is a pattern over masked sentences whose slots are named after the type that they vote for, with a weight. The
votes of all mentions of an entity are added up over the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language.kinds import WORK, noun_votes
from kg.language.lexicon import (
    JOBS,
    PEOPLE_NOUNS,
    alternatives,
)
from kg.language.masking import slots_of
from kg.language.screening import Board

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.language.masking import Masked

_JOB = f"(?:{alternatives(JOBS)})"
_CERTAIN_JOB = f"(?:{alternatives(JOBS - {'veteran', 'star', 'stars', 'performer', 'idol', 'veterans'})})"
_NOT_OWNER = r"(?![’']s)"
_PEOPLE = f"(?:{alternatives(PEOPLE_NOUNS)})"
_NO_PEOPLE = (
    "town|city|village|island|planet|country|kingdom|school|ship|band|company|studio|place|world|song|track|team|group"
    "|street|house|club|duo|trio|label|festival|award|app|device|organi[sz]ation|corporation"
)
_DID = (
    "directed|written|penned|scripted|composed|created|helmed|designed|illustrated|drawn|oversaw|overseen|voiced|played"
    "|portrayed|performed|edited|shot|photographed|scored|authored|conceived|dubbed|starring|storyboarded|narrated"
)
_MADE = (
    "score|soundtrack|music|screenplay|script|direction|camera|cinematography|writing|novel|manga|comic|book|film|movie"
    "|debut|feature|performance|oeuvre|career|filmography|masterpiece|adaptation|designs?|anime|novella|memoir|play"
    "|compositions|storytelling|pen|short story|graphic novel|webtoon|one-shot|series|methods|vision|approach|auteur"
)
_TELLS = "said|says|told|tells us|explained|stated|added|wrote|writes|directs|directed|helms|helmed|adapts|penned|composed|scored"
_LIKENS = (
    "feels like|feel like|reminiscent of|in the vein of|in the lineage of|similar to|comparable to|compared to|compares to"
    "|comparisons? (?:is |are )?(?:to|with)|unlike|evokes?|evoking|closer to|likened (?:to|with)|far cry from|in contrast to|(?:much|rather|just) like|on a par with|in common with|in the (?:tradition|spirit) of|as in|echoes|echoing|recalls|recalling|brings to mind"
    "|calls to mind|sibling (?:to|of)|cousin (?:to|of)|heir to|successor to|companion (?:piece )?to|hits like|films like"
    "|movies like|shows like|anime like|series like|games like|classics like|the likes of|fans of|works like"
    r"|lacks the \w+ of|more like|ripoff of|rip-off of|clone of|remind(?:s|ed|ing)? (?:me |us |you )?of|owes (?:a|much|a lot|something)[^.]{0,20} to|nods? to|homage to|the next|than in|think of"
)
_STREAMS = "streaming|streams|stream|available|premieres?|premiered|premiering|landed|lands|arrives?|arrived|aired|airs|airing|broadcast|screened|debuts?|debuted|released|watch(?:ed|able)?|drops|dropped|launch(?:es|ed)?"
_SMALL = r"(?:[\w’'-]+ ){0,3}?"


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern whose slots vote for the types that they are named after.

    Attributes:
        template: see `kg.language.masking.compile_pattern`; a digit behind a type makes its slot's name unique.
        weight: of each vote. 1 is a good hint, 2 nearly sure.
    """

    template: str
    weight: float


CUES = (
    # People
    Cue(rf"(?<![\w-]){_JOB}s?,? <*+:Person>", 2.0),
    Cue(rf"(?:{_DID}|adapted) by <*+:Person>(?! by)", 1.5),
    Cue(r"(?:voiced|played|portrayed|dubbed) by [^.;]{1,60}? and <*:Character> by <*:Person>", 2.0),
    Cue(r"produced by <*+:Person>", 0.8),
    Cue(r"(?:film|feature|movie|debut|series|drama|documentary) (?:from|by) (?:[\w-]+ ){0,2}?(?:filmmaker|director|auteur|newcomer)s? <*+:Person>", 2.0),
    Cue(r"<*:Person> (?:launched|began|started|ended|draws|drew|serialized|serialised|debuted) (?:the|a|his|her|their) (?:manga|novel|webtoon|comic|series)\b", 2.0),
    Cue(r"<*:Person>(?: \([^()]*\))? (?:is|was|will be|returns? to) (?:directing|writing|composing|producing|designing|handling|scoring|helming|adapting|penning)\b", 2.0),
    Cue(r"<*:Person> (?:co-)?(?:wrote|writes|directed|directs) (?:the|this|it)\b", 1.0),
    Cue(rf"(?:manga|novel|book|comic|graphic novel|story|play|screenplay|script|score|music|soundtrack|memoir|strip) by {_SMALL}<*+:Person>", 2.0),
    Cue(rf"<*:Person>’s? {_SMALL}(?:{_MADE})\b", 0.7),
    Cue(rf"<*:Person>,? (?:who|whose) [^.,;]{{0,40}}(?:{_DID}|films?|work)", 0.8),
    Cue(rf"<*:Person>, (?:an?|the|one of [\w ]+) {_SMALL}{_CERTAIN_JOB}\b", 2.0),
    Cue(rf"<*:Person> (?:{_TELLS})\b", 0.7),
    Cue(r"<*:Person> (?:voices|voiced|lends (?:his|her|their|its) (?:voice|voices|vocals)|co-?stars|stars|starred|reprises?)\b", 1.5),
    Cue(r"<*:Person> (?:voices|portrays|plays|embodies) (?!like\b)(?:[^.;()<>\ue000]{0,60}?[ “])?<*:Character>", 1.5),
    Cue(r"<*:Person> \(<*:Person2>\) (?:voices|portrays|plays|embodies|lends)", 2.0),
    Cue(r"<*:Person>,? (?:as well as|alongside|with|and) <*:Person2> (?:star|co-star)\b", 1.5),
    Cue(r"(?:starring|stars|starred|featuring the voices of|voices of|cast (?:featured|includes|included|features)) <*+:Person>", 1.5),
    Cue(r"(?:cast|cast includes|join(?:s|ed|ing)?|with) <*:Person> as <*:Character>", 2.0),
    Cue(r"<*:Person>,? (?:who )?(?:will (?:play|voice|portray|reprise)|set as|tapped|cast as|is set to|has been cast|to play|as) [^.,;<>]{0,30}?<*:Character>", 0.8),
    Cue(r"(?:performance|performances|turn|work) (?:by|from|of) <*+:Person>", 1.2),
    Cue(r"<*:Person> (?:is|was) (?:at (?:her|his|their) )?(?:career-best|excellent|superb|terrific|wonderful|perfectly cast|miscast|brilliant)", 0.8),
    Cue(r"<*:Person>’s? (?:rasp|voice|voicing|vocal|delivery)", 1.0),
    Cue(r"rasp of <*:Person>’s? <*:Character>", 2.0),
    Cue(r"<*:Person> to (?:star|direct|headline|co-star)\b", 1.5),
    # Characters
    Cue(rf"(?<![\w-])(?:{_PEOPLE}|character|protagonists|heroes|rivals|student at school),? <*:Character>", 1.6),
    Cue(rf"(?<![\w-]){_PEOPLE}s?,? <*:Character> and <*:Character2>", 1.6),
    Cue(rf"<*:Character>, (?:an?|the|his|her|their) {_SMALL}{_PEOPLE}\b", 1.6),
    Cue(rf"<*:Character> is (?:an?|the|our) {_SMALL}{_PEOPLE}\b", 1.4),
    Cue(rf"{_PEOPLE} (?:named|called|known as) <*:Character>", 2.0),
    Cue(rf"\ban? (?:[\w-]+ ){{0,3}}?(?!(?:{WORK}|{_NO_PEOPLE}) )[\w-]+ named <*:Character>", 1.4),
    Cue(r"(?:named|called) <*:Character>(?= [(,]|,? (?:who|whose|as|and|is|finds|gets|takes|must))", 0.8),
    Cue(r"(?:story|tale|adventures|journey|life|exploits|plight) of (?:[^.,;<>]{0,40}? )?<*:Character>", 1.2),
    Cue(r"(?:follows|centers on|centres on|revolves around|focuses on|introduces(?: us to)?|joined by|figure of|role of|part of|character of|opens (?:with )?the (?:young )?) ?(?:[^.,;<>]{0,50}? )?<*+:Character>", 0.9),
    Cue(r"<*:Character>,? (?:\()?(?:is |was |are |who is |who was )?(?:originally |wonderfully |brilliantly |memorably |also )?(?:voiced|portrayed|played) by <*:Person>", 2.5),
    Cue(r"<*:Character>,? \(?voiced in [^.()<>]{0,40} by <*:Person>", 2.5),
    Cue(r"<*:Character>’s? (?:\w+ )?(?:friend|mother|father|brother|sister|wife|husband|lover|crush|classmate|shoulders|eyes|stride|body|face|powers|past|arc|fate|rival|rise|death|charm|biggest competition|role|ability)", 0.8),
    Cue(r"<*:Character> (?:runs|discovers|finds|meets|falls|struggles|learns|begins|decides|dreams|wakes|fights|teaches|ditches|mentors|befriends|escapes|admits|returns|joins|loses|wins|grows|tries|must|wants|lives|travels|emerges|refuses|realises|realizes|encounters|sprints|states|mature|starts|kills|leaves|pledges|disappears|acquires|approaches|opens)\b", 0.5),
    Cue(r"(?:plays|voices|portrays|embodies) (?!like\b)(?:an? |the )?(?:[^.;()<>]{0,40}?(?:version of |phase of |of )?)?<*:Character>", 1.2),
    Cue(r"lends (?:his|her|their) (?:voice|voices|vocals) to (?:[^.;()<>]{0,30} )?<*:Character>", 1.5),
    Cue(rf"(?:made (?:a|his|her) name (?:for (?:himself|herself|themselves) )?as|(?:his|her|their) role as|set as|cast as|best known as) (?:the )?<*:Character>{_NOT_OWNER}", 1.6),
    Cue(r"recogni[sz]e <*:Person> as (?:the [^.;]{0,40}, )?<*:Character>", 1.6),
    Cue(r"(?:the|a) (?:young|teenage|elderly|titular|eponymous|mysterious|orphaned|plucky|shy|lonely) <*:Character>", 1.2),
    Cue(rf"\bAs (?:[\w’'-]+ ){{0,3}}<*:Character>, (?:the )?(?:{_JOB} )?<*:Person>", 2.0),
    Cue(r"<*:Person> (?:gives|lends|invests|imbues) <*:Character> ", 1.2),
    Cue(r"(?:voice|part|role) of <*:Character>", 1.4),
    Cue(r"<*:Character>, (?:who|whose) [^.;]{0,30}(?:body|life|powers|mother|father|dreams?|wants|must|is|disappears)", 0.5),
    Cue(r"<*:Person> (?:is|was) (?:[\w-]+,? ){1,3}as <*:Character>", 1.5),
    Cue(r"<*:Person> stars? as (?:[^.;()<>]{0,30} )?<*:Character>", 1.5),
    Cue(r"<*:Person> and <*:Person2> (?:will )?(?:play|voice|portray|star as) (?:[\w-]+ ){0,2}?<*:Character> and (?:[\w-]+ ){0,2}?<*:Character2>", 1.6),
    # Works
    Cue(r"(?:books|novels|stories|comics|manga|works|films) (?:of|by) <*:Person> \(<*+:Work>\)", 3.0),
    Cue(r"<*:Work>,? \((?:18|19|20)\d\d(?:[-–]\d*)?\)", 2.0),
    Cue(rf"<*:Work>,? (?:is|was|remains|becomes|became) <*:Person>’s (?:[\w-]+ ){{0,3}}?{WORK}\b", 1.5),
    Cue(rf"<*:Work>,? an? (?:[\w-]+ ){{0,3}}?{WORK} (?:by|from|about|of|for|set|that|in which)\b", 1.2),
    Cue(rf"(?:{_LIKENS}) <*+:Work>{_NOT_OWNER}", 1.0),
    Cue(r"(?:cross|mix|blend|marriage|halfway point) (?:between|of) <*:Work> and <*:Work2>", 1.0),
    Cue(rf"(?:{_LIKENS}) (?:\w+ ){{0,3}}?<*:Person>’s <*:Work>{_NOT_OWNER}", 0.7),
    Cue(r"(?:author|creator|director|writer|composer|cast|episodes?|season \w+|finale|adaptation|remake|version|opening|world|events?|screenwriter|star|producer|editions?|run) of (?:the (?:[\w-]+ ){0,3})?<*+:Work>(?![’']s)", 1.0),
    Cue(r"(?:known for|attention for|responsible for|best known for|famous for|fame with|work on|worked on|gave us|brought us|appeared in|appear in|starred in|seen in|catch (?:him|her|them) in|role in|part in|directed|helmed|wrote|created|adapts|adapted|rewatch(?:ed|ing)?|watch(?:ed|ing)?) (?:(?:his|her|their|the|films?|movies?|like|\d{4}’s) ){0,3}<*+:Work>(?![’']s)", 0.8),
    Cue(r"<*:Work>(?:,|\s–)? (?:is|was|remains) (?:an?|the) [^.;]{0,60}?(?:film|movie|series|anime|show|manga|novel|game|feature|adaptation|sequel|OVA|masterpiece|classic)\b", 1.5),
    Cue(rf"<*:Work> (?:is |was |will be |are )?(?:currently |now |exclusively |also )*(?:{_STREAMS})\b[^.;<>]{{0,40}}? (?:on|in|to|this|next|from) ", 0.6),
    Cue(r"(?:score|music|soundtrack|songs|screenplay|script|poster|trailer|filming|production|work|sequel|prequel|postcards) (?:for|of|on|to) <*:Work>", 1.0),
    Cue(r"(?:begun|started|wrapped|wraps|begins) (?:production|filming|shooting|work) on <*:Work>", 1.5),
    Cue(r"<*:Work>, from (?:the )?(?:[\w-]+ ){0,3}?<*:Person>,", 1.5),
    Cue(r"<*:Work>, <*:Person>’s (?:[\w’-]+ ){0,3}?(?:debut|feature|film|movie|novel|manga|series|masterpiece|follow-up|comedy|drama)", 1.8),
    Cue(r"(?:minutes|scenes?|moment|halfway|way) (?:into|through|in) <*:Work>", 1.2),
    Cue(r"<*:Work> \((?:styled|stylised|stylized|also known|a\.?k\.?a\.?|original title|Japanese|Korean|Chinese|French|Hindi|pronounced)\b[^)]*\)?", 1.5),
    Cue(r"<*:Work> (?:excels|succeeds|fails|works best|focuses|tells|follows|centers|centres|explores|features|stars|treats|revolves|chronicles|depicts)\b", 0.9),
    Cue(r"<*:Work>,[\"”’']* the (?:\w+ )?(?:debut|first|second|third|latest|new|sophomore) (?:feature|film|movie|novel|manga|series|album|book)", 2.0),
    Cue(r"<*:Work> (?:is|was|might be|may be|could be|must be) (?:(?:easily|still|probably) )?(?:the|one of the) (?:[a-z]+est|best|worst|most [a-z]+|finest) (?:\w+ )?(?:thing|film|movie|show|series|anime|game|piece|hour|ninety|two hours|debut|manga|picture)", 1.5),
    Cue(r"(?:who|that) (?:made|shot) <*:Work>(?![’']s)", 1.0),
    Cue(r"<*:Work>, which (?:hit|hits|opens|opened|arrives|arrived|drops|dropped|premieres|premiered|landed|airs|aired|begins|stars)\b", 1.5),
    Cue(r"\bin <*:Work>(?=,| \(|\.)", 0.3),
    Cue(r"(?:debut|sophomore|first|second|latest|new|next) (?:feature|film|movie|novel|manga|book|album),? <*:Work>", 1.5),
    Cue(r"(?:episodes?|seasons?|finale) (?:\w+ )?of <*:Series>", 1.5),
    Cue(r"(?:chapters?|volumes?) (?:\w+ )?of <*:Manga>", 1.0),
    Cue(r"<*:Series> (?:aired|airs|is airing)\b", 1.0),
    Cue(r"(?:titled|entitled) <*:Work>", 1.5),
    Cue(r"still from [‘'“\"]?<*:Work>", 2.0),
    Cue(r"<*:Person>’s? <*:Work>", 0.3),
    Cue(r"(?:^|\. )(?:Loosely |Closely )?(?:Based on|Adapted from|Inspired by|Set in|Created as|Following|Directed by) [^.]{3,140}?,? <*:Work> (?:is|was|follows|tells|has|remains|takes|offers)\b", 1.5),
    Cue(r"<*:Work>,? (?:which|that) (?:stars|follows|tells|premieres?|premiered|cements|–|—)", 0.8),
    Cue(r"(?:in (?:his|her|their) element with|reviewing|review of|the making of|screening of|trailer for|ending of|(?:sequel|prequel|follow-up|spin-off) (?:to|of)|remake of) <*:Work>", 1.0),
    # Companies
    Cue(rf"(?:{_STREAMS})\b[^.;<>]{{0,50}}? (?:on|via|through) (?:the (?:[\w-]+ ){{0,3}})?<*+:Organization>", 1.2),
    Cue(r"(?:distributed|released|licensed|published|acquired|picked up) (?:in [^.,;<>]{0,30} )?by <*+:Organization>", 1.5),
    Cue(r"(?:image|images|photo|photo credit|picture|courtesy of|credit): ?<*:Organization>", 0.5),
    Cue(r"<*:Organization> (?:has )?(?:acquires?|acquired|licens(?:es|ed)|picks? up|picked up|nabs?|distributes|simulcasts?|will stream|announced today)\b", 1.5),
    Cue(r"(?:you|to) play (?:as )?<*:Character>(?=,| in| as)", 1.2),
    Cue(r"(?:publisher|distributor|broadcaster|network|streamer|licensor|streaming service|platform|channel) <*:Organization>", 1.8),
    Cue(r"<*:Organization>’s? (?:streaming|catalogue|catalog|slate|channel|original)", 1.0),
    Cue(r"(?:animation |anime |production )?studio (?:like )?<*:Studio>", 1.8),
    Cue(r"(?:animation |anime |production )?studios (?:like )?<*+:Studio>", 1.8),
    Cue(r"(?:animated|produced) (?:at|in-house at) <*+:Studio>", 1.5),
    Cue(r"animated by <*+:Studio>", 1.2),
    Cue(r"produced by <*+:Person> for <*:Studio>", 1.5),
    Cue(r"<*:Studio>, (?:the|an?|[^.,;<>]{0,40}own) (?:animation |production |anime )?(?:studio|company|production company|production house)", 2.0),
    Cue(r"powerhouses? <*+:Studio>", 1.5),
    # Music
    Cue(r"(?:tracks?|tracklist|songs?|titles|cues?|pieces)\b[^.;<>]{0,40}(?:like|such as|including|titled|called|:) <*+:Track>", 3.0),
)  # fmt: skip


_SCREEN = Board().screen(cue.template for cue in CUES)
_SLOTS = tuple(
    tuple((slot, slot.rstrip("0123456789")) for slot in slots_of(cue.template)) for cue in CUES
)  # of each cue, with the types that they vote for


def votes_of(masked: Masked) -> Iterator[tuple[int, str, float]]:
    """Give (index of the mention in the sentence, type, weight) for each cue that fires."""
    if not masked.sentence.mentions:
        return
    for number, match in _SCREEN.finditer(masked.text):
        for slot, type_ in _SLOTS[number]:
            mentions = masked.numbers(match, slot)
            if type_ != "Track" or all(masked.sentence.mentions[n].quoted for n in mentions):
                for mention in mentions:
                    yield mention, type_, CUES[number].weight
    yield from noun_votes(masked)
