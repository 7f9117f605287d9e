"""Which topic comes first where police, protest and crime meet: the statement of docs/judging.md, line by line."""

from __future__ import annotations

import pytest

from usalama.judging.judge import judge

STATED = [
    ("Police lob tear gas at marchers in Bomet town", ["public-order"]),
    ("Four officers wounded as rowdy youths stone police station in Suneka", ["public-order"]),
    ("Shops looted as demonstrators pass through Awendo", ["public-order"]),
    ("Two shot dead in Kitale protests, residents blame police", ["public-order", "policing"]),
    ("IPOA wants constable charged over student shot at demo", ["policing", "public-order"]),
    ("Residents protest over youth's death in Mukuru police cell", ["policing", "public-order"]),
    ("Wakazi waandamana baada ya kijana kufia seli Chwele", ["policing", "public-order"]),
    ("Riders block road after colleague is murdered in Webuye", ["public-order", "crime"]),
    ("Theft suspect found dead in Lodwar police cell", ["policing"]),
    ("Robbery suspect dies while being held at Juja police station", ["policing"]),
    ("State revives fence along Somali border to keep out al Shabaab", ["borders", "terrorism"]),
    ("Builders of border wall killed by al Shabaab in Mandera", ["terrorism", "borders"]),
    ("Police gun down two robbers in Rongai", ["crime"]),
    ("IPOA probes shooting of two robbers in Rongai", ["policing"]),
    ("Policeman jailed for killing robbery suspect in Molo", ["policing", "crime"]),
    ("Polisi afungwa miaka tisa kwa kumuua mshukiwa wa wizi", ["policing", "crime"]),
    ("Inmates convicted of terror offences still at large after jailbreak", ["terrorism", "other"]),
    ("Constable robbed of rifle at Kangundo bus stage", ["crime"]),
    ("Constable shoots wife dead in Nanyuki", ["crime", "policing"]),
    ("Polisi wa akiba Samburu wadai mishahara yao, walinda mifugo dhidi ya majangili", ["policing", "banditry"]),
    ("Bandits rob bakery in Wote", ["crime"]),
    ("Ethiopian gunmen kill two fishermen at Todonyang", ["borders", "banditry"]),
    ("Phone signal leads detectives to killers of Rongai baker", ["crime", "policing-tech"]),
    ("Man charged with hacking aunt to death in Kitui", ["crime"]),
    ("Police reservists in Kerio Valley to be vetted afresh", ["policing", "banditry"]),
    ("Residents protest over rising banditry in Baringo", ["public-order", "banditry"]),
    ("Trader charged with selling bullets to gangs", ["crime"]),
    ("Constable charged with raping girl in Narok", ["policing", "crime"]),
    ("Polisi azuiliwa kwa kumnajisi mwanafunzi Kitale", ["policing", "crime"]),
    ("Mob lynches corporal in Oyugis", ["public-order", "crime"]),
    ("Police turn a blind eye to brew dens in Gatundu, residents say", ["policing", "crime"]),
    ("Villagers storm police post in Nyansiongo", ["public-order"]),
    ("Police open inquiry into gang that robs farmers in Mau Narok", ["crime"]),
    ("Toposa raiders drive off cows in Lokichoggio", ["banditry", "borders"]),
    ("Activists missing since the June protests", ["policing"]),
    ("Masengeli skips court again, risks jail for contempt", ["policing"]),
    ("Escaped murder suspect lynched in Matuu", ["crime"]),
    ("Police to digitise arrest records", ["policing-tech", "policing"]),
    ("Jubaland forces camp in Mandera after retreat", ["borders"]),
    ("Runaway constable sought over killing of two men", ["crime", "policing"]),
    ("Two nurses abducted in Lamu", ["terrorism"]),
    ("Dusk to dawn curfew in Wajir and Mandera", ["public-order"]),
    ("Three held over killing of police officer in Rongai", ["crime"]),
    ("Bribery claims mar police recruitment in Vihiga", ["corruption-in-forces", "policing"]),
    ("Tume yachunguza hongo katika usajili wa polisi", ["corruption-in-forces", "policing"]),
    ("Youths with fake KDF calling letters arrested in Eldoret", ["crime", "corruption-in-forces"]),
    ("Villagers of Mulot grow rich on mobile money fraud", ["cyber", "crime"]),
    ("Murder suspect escapes from police cell in Nkubu", ["crime", "policing"]),
    ("Terror suspect slips out of police custody, officers suspended", ["terrorism", "policing"]),
    ("Minister promotes warder at Langata", ["other"]),
    ("Police shot unarmed men they called robbers, kin say", ["policing", "crime"]),
    ("Police raid brew dens in Turkana", ["crime"]),
    ("Shabaab storm KDF camp in Somalia", ["terrorism", "borders"]),
    ("Kenyan officer shot dead by gang in Haiti", ["borders"]),
    ("Youths held in mosque raid in Majengo", ["terrorism"]),
    ("Constable kills two colleagues at Wajir camp", ["policing", "crime"]),
    ("Wanne wakamatwa kwa kujifanya makachero wa EACC na kulaghai wafanyabiashara Thika", ["crime"]),
    ("Bunduki iliyoibwa kutoka kwa afisa wa polisi yapatikana shambani Meru", ["crime"]),
    ("Baba arushwa jela miaka 60 kwa kuwaua watoto wake Kericho", ["crime"]),
    ("Officers charged with murder of a trader", ["policing", "crime"]),
    ("Judge declines to free three policemen in murder case", ["policing"]),
    ("Mystery surrounds death of trader at lodge in Nakuru", ["crime"]),
    ("Washukiwa wa uhalifu wa kidijitali wanaswa Ruiru", ["cyber", "crime"]),
]


@pytest.mark.parametrize(("title", "topics"), STATED)
def test_the_first_topic_is_the_one_that_the_statement_says(rulebook, title, topics):
    """With those that stand besides, and no other."""
    assert list(judge(title, "", rulebook).topics) == topics
