"""Is a text English? Small words answer: every language has its own, and every sentence has some."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from kg.readers.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 200_000  # characters; enough to tell a language, and a bound for large files
_FEW_WORDS = 20  # a shorter text is refused only where another language shows itself
_ENGLISH_SHARE = 0.05  # of all words; English prose has 0.4 and more, a list of credits 0.1
_FOREIGN_LEAST = 2

_ENGLISH_WORDS = """
    the of and to in a is that it for with as on by his her he she they this was were are be been from at an or but not which who
    has have had will would can could their its about into when what than there where how all more if you your we our i my him them
    out up so just like only over after before also most other some between through while because these those then once very
    does did do don't doesn't isn't it's that's he's she's they're
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
# Common small words of other languages that English, and names in English texts, rarely have.
_OTHERS = {
    "German": "und der die das ist nicht ein eine einen dem den mit von auf für sich auch als wie zu im bei aus nach wird wurde sind oder über",
    "French": "le la les des et est une un dans pour que qui pas sur avec du au aux ce cette sont plus par il elle nous vous mais où été",
    "Spanish": "el la los las que y en un una por con para del se su es como más pero fue sus está este esta sobre entre también",
    "Italian": "il lo la gli che di un una per con del della è sono non si nel nella più come ma dei delle anche questo questa",
    "Portuguese": "o os as que de um uma para com do da dos das não em no na por mais como mas foi ao seu sua também são está",
    "Dutch": "de het een en van is dat niet op te zijn voor met die aan er om ook als bij maar naar door wordt werd uit deze",
    "Swedish": "och att det som en är av för med den till inte på ett har om han hon var jag från eller men sig",
    "Danish": "og at det som en er af for med den til ikke på et har om han hun var jeg fra eller men sig blev",
    "Polish": "i w na z się nie jest to że do jak po ale od przez który która dla oraz jego był była",
    "Turkish": "ve bir bu için ile de da çok ne gibi daha olarak olan kadar sonra ama değil her en",
    "Indonesian": "yang dan di dari ini itu untuk dengan tidak pada adalah dalam akan juga ke oleh sebagai para karena",
    "Finnish": "ja on ei se että oli hän mutta kun niin myös joka ovat kuin tai ole jos",
    "Czech": "a se na je že v s do jako ale by který která jeho pro jsou byl tak po není",
    "Hungarian": "a az és hogy nem egy is meg de csak már volt ez mint vagy még van ki",
    "Romanian": "și în de la cu pe nu este un o care din mai pentru ca sau dar fost sunt",
    "Vietnamese": "và của là có không một cho được những trong người các này với đã để như khi",
    "Latin": "et in est non ad ut cum sed qui quae quod si ex sit amet dolor ipsum lorem",
    "Romanised Japanese": "no wa ga wo ni desu kara made mo kono sono watashi anata koto mono shita suru",
}
_PARTICLE_WORDS = (
    "de da do dos das del della di du la le les los las el lo il van von der den het ten ter e y et i a o al"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SHOWS_ENGLISH = _ENGLISH | ROLES
_FOREIGN = {language: frozenset(words.split()) - _ENGLISH for language, words in _OTHERS.items()}
_SCRIPTS = {"CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}


def other_language(texts: Iterable[str]) -> str:
    """Give "" where texts are English, otherwise what they seem to be: "German", "no language that is known".

    Made for short texts: a list of credits has few small words, but its labels count as English.
    """
    sample = " ".join(texts)[:_SAMPLE]
    script = _foreign_script(sample)
    if script:
        return script
    words = [word.lower().replace("’", "'") for word in _WORD.findall(sample)]
    counted = Counter(words)
    english = sum(counted[word] for word in _SHOWS_ENGLISH & counted.keys())
    # A language shows itself by several different words; one word often repeated may be a name.
    foreign = {
        name: sum(counted[word] for word in small & counted.keys())
        for name, small in _FOREIGN.items()
        if len((small & counted.keys()) - _PARTICLES) >= _FOREIGN_LEAST  # of names, they count for none
    }
    best = max(foreign, key=lambda name: (foreign[name], name), default="")
    if best and foreign[best] > english:
        return best
    if len(words) >= _FEW_WORDS and english < _ENGLISH_SHARE * len(words):
        return best or "no language that is known"
    return ""


def _foreign_script(sample: str) -> str:
    """Give the language or script that most letters are of, "" where they are Latin."""
    scripts = Counter[str]()
    for letter, count in Counter(sample).items():
        if letter.isalpha():
            scripts[unicodedata.name(letter, "unknown").split(" ")[0].split("-")[0]] += count
    if not scripts or 2 * (scripts["LATIN"] + scripts["FULLWIDTH"]) >= scripts.total():
        return ""
    if scripts["HIRAGANA"] + scripts["KATAKANA"]:
        return "Japanese"
    script = scripts.most_common(1)[0][0]
    return _SCRIPTS.get(script, script.capitalize())
