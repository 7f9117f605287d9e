"""What a promise on security is about: recruitment, welfare, technology, equipment, funding or operations.

The words by which a subject is known, in the order in which they are asked for; English words begin at a word's edge,
Kiswahili roots stand behind their prefixes.
"""

from __future__ import annotations

import re

MOVED = re.compile(
    r"(?:re)?(?:deploy|send|withdraw|station|post)(?:ed|ing)? (?:[\w,]+ ){0,3}?(?:police|officers|troops|soldiers|"
    r"reservists|forces)\b",
    re.IGNORECASE,
)
"""Who is sent somewhere is on an operation, however many more they are."""
ENGLISH = {
    "recruitment": r"(?:recruit|hire|employ)(?!.*(?:teacher|doctor|nurse|clerk|intern))|"
    r"(?:more|new|additional|\d+|hundred|thousand) (?:police )?(?:officers|reservists)"
    r"(?!.*\b(?:deploy|sen[dt]|post|pay|cover|arm|salar|promot|who have))",
    "welfare": r"hous(?:e|es|ing)|welfare|salar|pay\b|allowance|insurance|medical|counsel|mental|promot|pension|"
    r"compensat|famil",
    "technology": r"drone|scanner|cctv|camera|digital|digiti[sz]|forensic|laborator|radio|surveillance|biometric|"
    r"systems?\b|body-?worn|technolog|app\b",
    "equipment": r"vehicle|patrol cars?\b|cars\b|trucks?\b|motorbike|land cruiser|helicopter|chopper|armoured|apcs?|"
    r"weapon|rifle|gun|vest|uniform|gear|equip|boats?\b|motorcycle|kit\b|aircraft",
    "funding": r"million|billion|fund|budget|money|allocat",
    "operations": r"rustling|insecurity|violence|attacks|raids|troops|withdraw|operation|deploy|patrol|"
    r"station|post|camp|border|bandit|security|disarm|crackdown|curfew|"
    r"terror|crime|gang|peace|fence|wall|officers|police|unit|barracks|militar|soldiers|road|\bdesks?\b|\bbases?\b|"
    r"outpost|airstrip",
}
KISWAHILI = {
    "recruitment": r"ajiri|makurutu|maafisa wapya",
    "welfare": r"nyumba|makazi|mishahara|mshahara|marupurupu|bima|maslahi|fidia",
    "technology": r"droni|kamera|kidijitali|mitambo|teknolojia",
    "equipment": r"magari|silaha|helikopta|ndege|vifaa|bunduki|sare",
    "funding": r"milioni|bilioni|fedha|bajeti|pesa",
    "operations": r"maafisa|askari|polisi|usalama|operesheni|kituo|kambi|mpaka|majangili|doria|wanajeshi|ujangili|"
    r"uhalifu",
}
CARE = re.compile(r"\b(?:pay|medical cover|allowances?|insurance|salar(?:y|ies))\b.*\b(?:for|to|of) ", re.IGNORECASE)
"""What is given to officers is welfare, whoever they are."""
