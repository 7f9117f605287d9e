"""Where a full stop ends no sentence: behind what somebody is called, "Mr. Made", "Dkt. Made". It knows no names."""

_TITLES = ("Mr|Ms|Dr|Fr|Lt|Bi|Bw", "Mrs|Dkt|Hon|Rev|Sgt|Cpl|Gen|Col|Maj|Eng", "Prof|Insp|Supt|Capt")  # by their length
NO_END = "".join(rf"(?<!\b(?:{some})\.)" for some in _TITLES)
"""Right behind the stop in an expression that looks for ends of sentences."""
NO_END_BEFORE = "".join(rf"(?<!\b(?:{some})\.\s)" for some in _TITLES)
"""The same behind the blank that follows the stop."""
