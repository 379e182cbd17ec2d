"""Closed classes of English words that the pipeline knows: function words, jobs, kinds of works, kinds of people.

All of it is general vocabulary. No title and no name of a person or a character stands here; the companies are
streaming services and broadcasters that a reader anywhere knows.
"""

from __future__ import annotations

import re


def words(*lines: str) -> frozenset[str]:
    """Give the words of some lines as a set."""
    return frozenset(" ".join(lines).split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


# Words that may open a sentence with a capital without being a name.
FUNCTION_WORDS = words(
    "a an the this that these those my your his her its our their i you he she it we they me him us them who whom",
    "whose which what where when why how and or but nor so yet for of in on at by to from with without within into",
    "onto over under above below between among amid through throughout during before after since until till while",
    "whereas although though because if unless as than then there here now also too very just only even still already",
    "again once twice is are was were be been being am do does did done has have had having can could will would shall",
    "should may might must not no yes all any some each every both either neither few fewer many more most much several",
    "other another such one two three four five six seven eight nine ten first second third last next near like unlike",
    "despite instead however moreover meanwhile perhaps maybe well oh ah out up down off about around across against",
    "along behind beside besides beyond per via upon toward towards set based whether later never nothing everything",
    "everyone anyone someone something anything nobody thanks let get think see meet look take make give come go try",
    "say tell know speaking seeing starring featuring following including according given due personally honestly",
    "ultimately finally eventually suddenly sadly fortunately unfortunately historically visually musically",
    "technically additionally similarly likewise conversely elsewhere today yesterday tomorrow tonight recently",
    "originally initially directed written produced adapted created animated opposite supporting part half whatever",
    "whoever wherever whenever often sometimes usually always rather quite indeed thus hence therefore else gone",
    "that's it's there's don't can't won't i'm i'd i've i'll he's she's we're they're you're you'll you've let's",
    "ok okay yep nope sure anyway anyways frankly basically objectively problem long good great best better bad new old",
    "big little early late young same fans fan critics audiences viewers readers anime manga movie movies film films tv",
    "show shows series season seasons episode episodes chapter chapters volume volumes part parts image photo credit",
    "published photograph courtesy storyline plot synopsis spoiler spoilers review news update trailer teaser watch",
    "years months weeks days decades hours minutes later exclusive breaking interview opinion report read rating score verdict pros cons note editor's update update: also:",
)

# Parts of a title that stand in lower case between its capitals.
TITLE_CONNECTORS = words(
    "of the de la le du des del della da do dos von van der den no y et und for in on to a an and & with is at from"
)
SAFE_CONNECTORS = words("of the de la le du des del della dei di da dos do von van der den no y")

MONTHS = words("january february march april may june july august september october november december")
MONTH_SHORT = words("jan feb mar apr jun jul aug sep sept oct nov dec")
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
DATE_WORDS = MONTHS | MONTH_SHORT | WEEKDAYS | words("spring summer autumn winter fall christmas")

LANGUAGES = {
    "japanese": "ja", "english": "en", "korean": "ko", "chinese": "zh", "mandarin": "zh", "cantonese": "yue",
    "french": "fr", "german": "de", "spanish": "es", "italian": "it", "portuguese": "pt", "russian": "ru",
    "hindi": "hi", "tamil": "ta", "telugu": "te", "malayalam": "ml", "bengali": "bn", "marathi": "mr", "arabic": "ar",
    "turkish": "tr", "polish": "pl", "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi",
    "dutch": "nl", "czech": "cs", "hungarian": "hu", "thai": "th", "vietnamese": "vi", "indonesian": "id",
    "hebrew": "he", "persian": "fa", "greek": "el", "yoruba": "yo", "igbo": "ig", "swahili": "sw", "tagalog": "tl",
}  # fmt: skip
DEMONYMS = frozenset(LANGUAGES) | words(
    "american british canadian australian irish scottish welsh indian mexican brazilian argentine argentinian nigerian",
    "european african asian latin western eastern taiwanese israeli iranian austrian swiss belgian ukrainian romanian",
    "filipino us uk u.s. u.k. african-american christian jewish muslim buddhist catholic victorian edwardian moroccan",
)
PLACES = words(
    "japan korea china india france germany spain italy portugal russia america britain england scotland wales ireland",
    "canada australia mexico brazil argentina nigeria taiwan iran israel turkey poland sweden denmark norway finland",
    "hollywood bollywood tokyo kyoto osaka seoul beijing shanghai london paris berlin rome madrid moscow mumbai delhi",
    "chennai lagos toronto vancouver sydney chicago boston seattle texas california florida europe asia africa earth",
    "mars manhattan brooklyn internet instagram twitter facebook youtube reddit tiktok tumblr amv amvs cg cgi dvd",
    "blu-ray 3d 2d ova tv uk us usa vhs imax ai nft god jesus est ist gmt utc pst pdt edt cet am pm",
) | _phrases(
    "new york, los angeles, united states, united kingdom, south korea, north korea, hong kong, san francisco"
)

# Kinds of works, and the noun phrases that name them.  The longest phrase wins.
WORK_NOUNS = {
    "Film": _phrases(
        "film, movie, feature, feature film, picture, animated feature, anime film, anime movie, short film, motion picture,"
        " documentary, debut feature, live-action film, blockbuster, biopic, films, movies, flick, anime feature,"
        " animated film, animated movie, live-action movie, live-action adaptation, television film, sophomore feature"
    ),
    "Series": _phrases(
        "series, show, tv series, television series, anime series, web series, tv show, sitcom, miniseries, mini-series,"
        " anime, ova, drama series, limited series, k-drama, soap, cartoon, television cartoon, tv anime, animated series,"
        " season, streaming series, television show, tv adaptation, anime adaptation, docuseries, sequel series, soap opera"
    ),
    "Manga": _phrases(
        "manga, comic, comic book, comics, graphic novel, webtoon, manhwa, manhua, one-shot, one-shot manga, comic strip,"
        " manga series, comic series, comic book series, bande dessinée, doujinshi, strip, yonkoma"
    ),
    "Book": _phrases(
        "novel, book, light novel, short story, novella, memoir, novels, books, story collection, light novels,"
        " light novel series, book series, autobiography, web novel, fairy tale, children's book, fantasy novel, biography"
    ),
    "Game": _phrases(
        "game, video game, videogame, visual novel, games, video game franchise, video games, rpg, mobile game, shooter,"
        " role-playing game, game series, video game series, third-person shooter, card game, board game"
    ),
    "Play": _phrases("play, musical, stage play, opera, stage musical, stage adaptation, ballet, kabuki play"),
    "Work": _phrases("work, adaptation, remake, sequel, prequel, spin-off, reboot, franchise, follow-up, title, hit, hits, masterpiece, classic, project"),
}  # fmt: skip

# Jobs of people who make works; a name beside one is a real person.
JOBS = _phrases(
    "director, writer, screenwriter, scriptwriter, author, creator, composer, novelist, mangaka, manga artist, artist,"
    " cartoonist, actor, actress, voice actor, voice actress, star, producer, filmmaker, film-maker, animator, designer,"
    " character designer, playwright, auteur, singer, musician, cinematographer, editor, showrunner, veteran, performer,"
    " critic, poet, illustrator, scribe, comedian, executive producer, animation director, co-director, co-writer,"
    " series director, chief director, helmer, creators, directors, writers, actors, authors, stars, composers, seiyuu,"
    " screenwriters, producers, storyboard artist, art director, historian, journalist, maestro, co-creator, alum, idol,"
    " voice actors, scenarist, dramatist, screenwriting duo, founder, co-founder, game director, game designer, rapper"
)

# Who a character is; a name beside one is fictional.
PEOPLE_NOUNS = _phrases(
    "protagonist, antagonist, hero, heroine, villain, character, main character, lead, sidekick, foe, nemesis, rival,"
    " adversary, main adversary, boy, girl, man, woman, child, kid, teen, teenager, student, schoolgirl, schoolboy,"
    " classmate, transfer student, newcomer, runner, sprinter, athlete, swimmer, boxer, pro, champion, prodigy, player,"
    " orphan, wizard, witch, warrior, knight, king, queen, prince, princess, emperor, samurai, ninja, pirate, captain,"
    " detective, agent, spy, thief, assassin, hunter, bounty hunter, soldier, pilot, robot, android, cyborg, ghost, demon,"
    " vampire, alchemist, doctor, nurse, teacher, coach, scientist, inventor, shopkeeper, shop-girl, milliner, waitress,"
    " maid, butler, servant, farmer, fisherman, priest, nun, monk, father, mother, brother, sister, son, daughter, wife,"
    " husband, uncle, aunt, cousin, grandfather, grandmother, boyfriend, girlfriend, friend, childhood friend,"
    " best friend, lover, fiancé, fiancée, widow, widower, neighbour, neighbor, cop, policeman, sheriff, lawyer, judge,"
    " journalist, reporter, photographer, painter, dancer, pianist, violinist, guitarist, drummer, cat, dog, dragon, god,"
    " goddess, death god, angel, leader, boss, gangster, mobster, hitman, outlaw, cowboy, drifter, loner, underdog,"
    " outcast, misfit, rebel, recruit, veteran pro, old man, old woman, brothers, sisters, siblings, twins, rookie,"
    " alchemist brothers, baddie, henchman, mentor, apprentice, trainee, bully, delinquent, salaryman, housewife, mecha"
    " pilot, monster, creature, elf, dwarf, orc, fox, wolf, bear, rabbit, superhero, supervillain, mercenary, heir"
)

# Streaming services and broadcasters; a name beside them is not needed to know them for companies.
COMPANIES = _phrases(
    "netflix, hulu, disney+, disney plus, hbo, hbo max, crunchyroll, funimation, prime video, amazon prime video,"
    " amazon, apple tv+, apple tv plus, peacock, paramount+, bbc, nhk, abc, nbc, cbs, amc, fx, tv tokyo, fuji tv,"
    " adult swim, cartoon network, nickelodeon, hidive, bilibili, iqiyi, viki, mubi, criterion channel, shudder, itv,"
    " channel 4, arte, canal+, zee5, hotstar, showmax, globoplay"
)
STUDIO_WORDS = words(
    "studio studios productions production animation animations works pictures entertainment films filmworks"
)
COMPANY_WORDS = words(
    "releasing network channel publishing press publishers magazine records tv distribution media comics group corporation inc ltd"
)

STAGE_WORDS = {
    "adult": "adult", "grown-up": "adult", "grown": "adult", "older": "adult", "elderly": "old", "aged": "old",
    "young": "young", "younger": "young", "child": "young", "childhood": "young", "teenage": "young", "teen": "young",
    "kid": "young", "boyhood": "young", "girlhood": "young", "adolescent": "young",
}  # fmt: skip
ORDINALS = words(
    "debut first second third fourth fifth sixth seventh eighth ninth tenth sophomore latest new newest last final next upcoming breakthrough"
)


def kind_of_noun(phrase: str) -> str:
    """Give the class of work that a noun phrase names: "one-shot manga" is a Manga; "" for none.

    The last words decide: "the debut graphic novel" ends in a noun of comics, so it is no Book.
    """
    words = phrase.casefold().split()
    for first in range(len(words)):
        tail = " ".join(words[first:])
        for kind, nouns in WORK_NOUNS.items():
            if tail in nouns:
                return kind
    return ""


def alternatives(phrases: frozenset[str]) -> str:
    """Give a regular expression that matches one of the phrases, the longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in ordered)
