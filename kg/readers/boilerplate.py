"""Boilerplate: what a page says to its readers and not about its subject."""

from __future__ import annotations

import re

_LONGEST = 300  # characters; longer lines are prose

# Each matches a whole line, in any case.
_FORMS = (
    r"(?:continue )?read(?:ing)? (?:the )?(?:entire|full|original|whole|rest|more|on|next|also|now)\b.{0,80}",
    r"(?:see|watch|read|listen|check) (?:also|more|next|it here)\b.{0,120}",
    r"(?:posted |updated |published )?(?:about )?(?:\d+|an?|a few) (?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s? ago\b.{0,12}",
    r"\d+ (?:min(?:ute)?s?)(?: |-)read",
    r"(?:estimated )?read(?:ing)? time:?.{0,20}",
    r"(?:please )?share(?: (?:this|on|via|to|the)\b.{0,50})?:?",
    r"(?:please )?(?:tweet|pin|print|e-?mail|copy|save|bookmark)(?: (?:this|it|link|article|page|story)\b.{0,30})?",
    r"(?:link )?copied!?|(?:submit|post|share|tweet|send|save|pin) (?:this )?(?:to|on|via) \w+|show more\b.{0,30}|see all\b.{0,30}",
    r"(?:facebook|twitter|x|instagram|reddit|pinterest|whatsapp|linkedin|tumblr|telegram|bluesky|threads|flipboard|email|rss|youtube|tiktok|[\s|,•·/&]|and)+",
    r"(?:leave|post|write|add|view|show|load|hide) (?:a |all |your |the |more )?(?:\d+ )?(?:comments?|repl(?:y|ies)|responses?)\b.{0,40}",
    r"(?:no |\d+ )?(?:comments?|responses|repl(?:y|ies)|shares?|likes?|views?)(?: (?:are closed|on this.*|so far|\(\d+\)))?\.?",
    r"(?:comments?|replies) ?\(\d+\)",
    r"cancel reply|submit(?: comment)?|join the (?:conversation|discussion)\b.{0,40}",
    r"your e-?mail (?:address )?(?:will not|won['’]t) be published\b.*",
    r"required fields are marked\b.*",
    r"save my name, e-?mail\b.*",
    r"(?:name|e-?mail|website|comment)\s*\*",
    r"notify me of\b.*|this site uses akismet\b.*|learn how your comment data\b.*",
    r"you must be logged in\b.*|(?:log|sign) ?(?:in|out|up)(?: (?:to|with|here)\b.{0,60})?|register|create (?:an )?account",
    r"jump (?:links?|to)\b.{0,60}|(?:table of )?contents|on this page|in this (?:article|post|review|story)|skip to\b.{0,40}",
    r"back to (?:top|home|reviews?|news|the list)|home|menu|search|close|navigation|loading\b.{0,12}|toggle\b.{0,30}",
    r"(?:home|news|reviews?|features?|anime|manga|film|movies?|tv|culture|entertainment)(?: ?[>»›/|] ?[\w'’&-]+(?: [\w'’&-]+){0,6})+",
    r"(?:advertisement|advertising|sponsored(?: content)?|promoted|ad|ads by\b.{0,30}|story continues below\b.*|article continues\b.*)",
    r"(?:sign up|subscribe|join)\b.{0,100}(?:newsletter|inbox|mailing list|e-?mail|updates|channel|podcast|today|now|free)\b.{0,80}",
    r"subscribe(?: to\b.{0,60}| now| today)?!?|get (?:the|our)\b.{0,60}(?:newsletter|inbox)\b.{0,60}|newsletters?|enter your e-?mail\b.*",
    r".{0,60}\b(?:use|uses|using) cookies\b.*|(?:accept|reject|manage|allow)(?: all)?(?: cookies| preferences)?|cookie (?:policy|settings|notice|preferences)\b.{0,60}",
    r"(?:privacy (?:policy|notice)|terms (?:of (?:use|service)|and conditions|& conditions)|contact(?: us)?|about(?: us)?|[\s|,•·/])+",
    r"(?:copyright )?(?:©|\(c\)|copyright) ?(?:(?:19|20)\d\d)\b.{0,120}|.{0,80}\ball rights reserved\b.{0,40}",
    r"follow\b.{0,60}(?:on|us|me)\b.{0,60}|like us on\b.{0,60}|find us on\b.{0,60}",
    r"(?:related|recommended|similar|popular|trending|latest|recent|top|more|other|featured|most read)(?: (?:articles?|posts?|stories|reviews?|news|reading|content|videos?|links?|topics?|tags?|now|for you))+(?: from\b.{0,50})?:?|more from\b.{0,50}",
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)\b.{0,40}|what to read next|more like this|don['’]t miss|up next|trending now",
    r"(?:previous|next|older|newer)(?: (?:article|post|story|page|review|posts|entry))?:?(?: [>»›→].*)?|[<«‹←>»›→]+.{0,60}",
    r"(?:tags?|tagged(?: with)?|categories|category|filed under|topics?|labels?|keywords)\s*:.{0,200}",
    r"click here\b.{0,80}|tap here\b.{0,80}|watch (?:the |on )?(?:trailer|youtube|video)\b.{0,30}|play video|buy (?:now|tickets|it)\b.{0,40}|book tickets",
    r"(?:if you (?:buy|click|purchase)|we may (?:earn|receive)|this (?:article|post) (?:contains|may contain) affiliate)\b.{0,200}",
    r"please (?:enable|turn on|disable)\b.{0,120}|your browser\b.{0,120}|this video (?:is|isn['’]t)\b.{0,80}",
    r"[\W_]+",
)
_LINES = re.compile("|".join(_FORMS), re.IGNORECASE)
_LIST_STARTS = re.compile(
    r"jump (?:links?|to)\b.{0,20}|(?:table of )?contents|on this page|in this (?:article|post|review|story)|"
    r"(?:related|recommended|similar|popular|trending|latest|recent|top|more|other|featured|most read)(?: (?:articles?|posts?|stories|reviews?|news|reading|content|videos?|links?|now|for you))+(?: from\b.{0,50})?:?|more from\b.{0,50}|"
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)\b.{0,40}|what to read next|more like this|trending now",
    re.IGNORECASE,
)
_FORM_STARTS = re.compile(
    r"(?:leave|post|write|add) (?:a |your )?(?:comment|reply)\b.{0,20}|(?:\d+ )?(?:comments?|responses|replies)(?: ?\(\d+\))?:?|join the (?:conversation|discussion)\b.{0,40}",
    re.IGNORECASE,
)


def is_boilerplate(words: str) -> bool:
    """Say whether a line is a page's own furniture: "Share this article", "3 min read", a row of signs."""
    return len(words) <= _LONGEST and _LINES.fullmatch(words) is not None


def starts_links(words: str) -> bool:
    """Say whether a list of links follows a line: "Jump to", "Related articles"."""
    return len(words) <= _LONGEST and _LIST_STARTS.fullmatch(words) is not None


def starts_comments(words: str) -> bool:
    """Say whether the comment form or the readers' comments begin with a line."""
    return len(words) <= _LONGEST and _FORM_STARTS.fullmatch(words) is not None
