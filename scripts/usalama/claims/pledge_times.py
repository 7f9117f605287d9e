"""By when something is promised, as English and Kiswahili texts say it."""

from __future__ import annotations

import re

_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_FEAST = r"(?:christmas|easter|ramadan|the holidays|the festive season)"
_SPAN = r"(?:year|month|week|financial year|fiscal year)"
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_POINT = (
    rf"(?:(?:the )?\d{{4}} (?:polls|elections?)|(?:early |mid-?|late )?(?:{_MONTH}|{_FEAST})(?: \d{{4}})?|"
    rf"\d{{4}}(?:/\d{{2,4}})?|next {_SPAN}|(?:this |the )?{_SPAN}(?:'s)?[- ]end|(?:this |the )?{_SPAN}|{_DAY})"
)
_DUE = (
    rf"(?:by|before) (?:the )?(?:end of )?(?:the )?{_POINT}|"
    rf"(?:within|in) (?:the (?:next|coming) )?{_COUNT} (?:days?|weeks?|months?|years?)|"
    rf"in the (?:new year|(?:coming|next) (?:financial )?(?:years?|months?|weeks?|days))|"
    rf"in (?:{_MONTH}(?: \d{{4}})?|\d{{4}})|from (?:{_MONTH}(?: \d{{4}})?|next {_SPAN}|{_DAY})|"
    rf"(?:between|from) {_MONTH} (?:and|to) {_MONTH}(?: \d{{4}})?|"
    rf"when (?:[\w'-]+ ){{1,3}}(?:(?:re-?)?opens?|returns?|resumes?|ends?)|(?:next|this) {_SPAN}|"
    rf"starting {_POINT}|on {_DAY}|within the {_SPAN}|"
    # Whatever comes after “before” at the end is a time, but for those whom somebody has to face.
    r"before (?!(?:the |an? )?(?:courts?|committee|mps|parliament|senat\w+|judge|magistrate|panel|commission)\b)"
    r"(?:the )?[\w'-]+(?: [\w'-]+)?(?=$|,)"
)
ENGLISH = re.compile(rf"\b(?:{_DUE})(?!\w)", re.IGNORECASE)
_MWEZI = r"(?:januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba)"
KISWAHILI = re.compile(
    rf"\b(?:kufikia|kabla ya|ifikapo|mwishoni mwa|ndani ya)(?: \w+){{1,3}}|"
    rf"\b(?:mwaka|mwezi|wiki) (?:ujao|huu|ijayo|hii|kesho)\b|\bmwakani\b|"
    rf"\b(?:kuanzia )?mwezi (?:wa )?{_MWEZI}\b|\bkuanzia {_MWEZI}\b|\bjumatatu ijayo\b",
    re.IGNORECASE,
)
