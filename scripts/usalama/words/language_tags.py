"""The codes of languages, as a catalogue writes them: two letters where a language has two, else three.

The list is ISO 639-1 with the three-letter codes of ISO 639-2 for the same languages: a feed that says "eng" is read as
no language that we have words for, so it is told to say "en". Languages of three letters alone are too many to list;
the shape of their code is all that is looked at.
"""

import re
from functools import cache

_TAG = re.compile(r"([a-z]{2,3})(?:-[A-Z]{2})?")
_CODES = """
aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul bi:bis bm:bam
bn:ben bo:bod:tib br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces:cze cu:chu cv:chv cy:cym:wel da:dan
de:deu:ger dv:div dz:dzo ee:ewe el:ell:gre en:eng eo:epo es:spa et:est eu:baq:eus fa:fas:per ff:ful fi:fin fj:fij
fo:fao fr:fra:fre fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat hu:hun
hy:arm:hye hz:her ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:ice:isl it:ita iu:iku ja:jpn jv:jav ka:geo:kat
kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir la:lat lb:ltz lg:lug
li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mao:mri mk:mac:mkd ml:mal mn:mon mr:mar ms:may:msa mt:mlt
my:bur:mya na:nau nb:nob nd:nde ne:nep ng:ndo nl:dut:nld nn:nno no:nor nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori
os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:ron:rum ru:rus rw:kin sa:san sc:srd sd:snd se:sme
sg:sag si:sin sk:slk:slo sl:slv sm:smo sn:sna so:som sq:alb:sqi sr:srp ss:ssw st:sot su:sun sv:swe sw:swa ta:tam te:tel
tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven
vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid yo:yor za:zha zh:chi:zho zu:zul
"""


@cache
def mistake(tag: str) -> str:
    """Say why ``tag`` names no language, and what to write; "" where it does, as "en", "sw", "luo" and "en-KE" do."""
    shaped = _TAG.fullmatch(tag)
    if shaped is None:
        return f'"{tag}" is no language tag; write "en", "sw" or "so"'
    code = shaped[1]
    two, short = _known()
    if code in short:
        return f'"{tag}" is the long code of a language that has a short one; write "{short[code]}{tag[3:]}"'
    if len(code) == len("en") and code not in two:
        return f'"{tag}" is the code of no language; write "en" for English, "sw" for Kiswahili, or ISO 639\'s code'
    return ""


def written(tag: str) -> str:
    """Return a language as a catalogue writes it: "sw" for "swa", "sw" and "SW_KE"; what is no tag, in small letters.

    The country is left out: a feed's language is what its words are read in.
    """
    code = tag.strip().replace("_", "-").partition("-")[0].lower()
    return _known()[1].get(code, code)


@cache
def _known() -> tuple[frozenset[str], dict[str, str]]:
    rows = [row.split(":") for row in _CODES.split()]
    return frozenset(row[0] for row in rows), {long: row[0] for row in rows for long in row[1:]}
