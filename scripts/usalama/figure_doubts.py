"""What makes a number no toll of this event: doubt, plans, denials, other years, totals over a time, parts of a list.

On words in small letters with numbers as ``#0``, like ``figure_patterns``. A number lost is better than a wrong one.
"""

from __future__ import annotations

import re

PARENTHESIS = re.compile(
    r" , (?:including|among them|mostly|mainly|most of them|some of them|all of them|among whom|akiwemo|wakiwemo)"
    r"[^,.]*(?: ,|$)"
    r"| \( [^()#]{1,40} \)| aged(?: (?:\d+|,|and|between|to))+"
)
"""What stands between a number and what happened to it, and is passed over."""
DOUBTFUL = re.compile(
    r"\b(?:nobody|none|never|den(?:y|ied|ies)|without|hakuna|hakukuwa|would|could|might|may|plan|plans|planned|"
    r"planning|"
    r"plots?|plotted|plotting|threat|threats|threaten\w*|attempt\w*|tried|wanted|want|intend\w*|if|vow\w*|warn\w*|"
    r"aim\w*|drill|simulat\w*|film|movie|series|novel|play|feared|fear|fears|suspected dead|risk\w*|hoax|"
    r"rumou?rs?|false|falsely|fake|unconfirmed|unverified|"
    r"not true|dismiss\w*|rescued|survived|escaped death|no|walitaka|walipanga|kupanga|njama|tishio|jaribio|"
    r"angeua|wangeua|"
    r"claim(?:s|ed)? (?:it|they|to have)|\w*kanusha\w*|wanahofiwa|anahofiwa|huenda|uvumi|walijaribu|nearly|almost|"
    r"narrowly|dummy|should|must|will|hofu|yakanushwa|akanusha)\b"
    r"(?! (?:fewer|less) than)|(?<!no )(?<!not )\b(?:fewer|less) than\b|\bnot (?!less|only)|\bability to\b|"
    r"\bcapable of\b|\baccused of planning\b"
)
OLD = re.compile(
    r"\b(?:ago|anniversar\w+|commemorat\w*|memorial|remember\w*|mark(?:s|ed|ing)? #\d+ years|last year|"
    r"last month|previous\w*|"
    r"earlier this (?:year|month)|this year|so far|past (?:\w+|#\d+) (?:years?|months?|weeks?)|decades?|"
    r"annually|every (?:year|day|week|month)|"
    r"each (?:year|day|week|month)|per (?:year|day|month|week)|a (?:year|day|month)(?! old)|"
    r"#\d+(?: [\w'-]+)? a week\b|weekly|monthly|(?:first|second) half of|(?:first|second|third|fourth|last) quarter|"
    r"#\d+ days on\b|"
    r"in a (?:year|month|week|day)|(?:past|last) (?:year|month|week|decade)|previous|"
    r"(?:second|third|fourth|fifth|\w+th) (?:such )?(?:attack|incident|raid|killing)s? (?:after|since|in)|"
    r"since (?:january|"
    r"february|march|april|may|june|"
    r"july|august|september|october|november|december|independence|then)|in (?:#\d+|\w+) (?:years|months|weeks)|"
    r"over (?:#\d+|the last|the past)\s?(?:years|months)?\b(?= (?:years|months))|"
    r"statistics|survey|percent|per cent|average|history|"
    r"mwaka jana|mwezi jana|miaka (?:\S+ )?iliyopita|kumbukumbu|tangu (?:januari|februari|machi|mwaka)|"
    r"kila (?:mwaka|siku)|asilimia|historia|(?:mwaka|mwezi|miaka|miezi|wiki|siku) \S+ baada ya)\b|"
    r"(?<!\w)(?:a|an|#\d+|several|few) (?:years?|months?|weeks?|days?) (?:after|since|later|before|earlier)\b"
)

PARTIAL = re.compile(
    r"(?:(?P<word>[^ ]+) (?:and|na)(?: (?:her|his|their|its|the))?|(?: |^)(?:a|an|one|the|his|her|"
    r"their)(?: [\w'-]+){1,4} ,(?: and)?|"
    r"(?:as well as|pamoja na))$"
)
"""What, right before a number, makes it a part of a longer list, unless ``word`` is what happened to others."""
HAPPENED = re.compile(
    r"(?:killed|dead|died|injured|wounded|hurt|arrested|missing|nabbed|detained|slain|murdered|,|\w*(?:uawa|uliwa|"
    r"fariki|"
    r"jeruhiwa|kamatwa|naswa|ibwa|mbaroni|nguvuni|walipo))$"
)
