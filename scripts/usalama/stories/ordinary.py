"""Words that say nothing of what happened: those of any sentence, and those of how it feels or is written about.

Both are of no event. The first are left out everywhere; the second count as common words do, however few of the
measured events had them: that two deaths were brutal makes them no one death. It refuses what is done, seen or taken.
"""

_STOP_WORDS = """
a about above according after again against ago all also amid among an and another any are around as at away back be
because been before being between both but by can could day days did do does down during each even ever every few
first following for former from further get give given go going good had has have having he her here him himself his
how however i if in into is it its itself just know last later latest least less like ll made make makes many may me
member members might more most much must my near new news next no nor not now of off on once one only onto or other
others our out over own part people per place put re s same see several shall she should since so some still such t
take taken takes than that the their them then there these they this those though through time times to today told
too took toward towards two under until up upon us use used very via was way we week well were what when where
whether which while who whom whose why will with within without would year years yet you your na ya wa kwa ni za la
katika cha vya kwamba hii huu hiyo huyo hao hawa haya hizo hizi wao yake wake zake lake kutoka baada kabla hadi pia
bado sasa lakini au ama ili kama tu si sio yeye wewe mimi sisi nao naye alisema ambaye ambao ambayo ambapo ambako
kuwa kuna alikuwa walikuwa ilikuwa kufuatia kuhusu dhidi mwa pa po ndani nje chini juu wakati kila mtu watu moja
jana leo siku mwaka miaka baadhi zaidi eneo karibu kg kgs km kms am pm
huku humo hicho hilo hivyo huyu huo hapo hayo hapa kule pale ile yale zile wale vile kile lile
lao yao zao vyao chao wako wetu yetu yangu wangu mwake kwake kwao langu lako mwenye wenye yenye zenye kwenye penye
akiwa wakiwa ikiwa yakiwa zikiwa walio alio ilio aliye waliokuwa aliyekuwa iliyokuwa zilizokuwa yaliyokuwa
wapo yupo ipo zipo mpya wapya upya tena mara muda wiki kwanza wengine mwingine wengi nyingine mwengine vingine
hakuna hana hawana nchini nchi kaunti idadi jumla takriban angalau kupitia kwenda kuja tayari hasa kisha ndipo ndio
mkuu mmoja kisa visa tukio matukio mbele nyuma kati miongoni namna jinsi ingawa bila hata kwani kutokana kulingana
mujibu ilhali wala angali wangali asema wasema anasema wanasema ilisema walisema
ones weeks parts ways nearly likely newly puts gets noted
"""
STOP = frozenset(_STOP_WORDS.split())
_FEELING_WORDS = """
agony alarming anger angry anguish anxiety beloved bizarre brutal brutality brutally chilling concern concerned concerns
distraught distress distressing dramatic dream dreams dreaded emotion emotional emotions fury furious grief grieve
grieving grim grisly gruesome gruesomely harrowing heartbreaking heartbroken heartwrenching heinous horrific horrifying
horror infamous innocent loved mourn mourned mourning mourns mysterious mysteriously mystery nightmare nightmares
notorious ordeal outrage outraged pain painful panic relief relieved ruthless senseless serious seriously shock shocked
shocking sombre somber sorrow tears tense tension tensions terrifying tragic tragically trauma traumatised traumatized
uncertainty unclear unease uproar worried worrying
aftermath breaking clouds cloud daring details disturbing exclusive gallant ignited multiple netizens numerous ongoing
prominent prompting recount recounted recounts recounting reunite reunited reunites reunion sparked sparking spate swift
swiftly triggered unfolded unidentified update updates various viral widespread
accountability believe believed believes blow blows calm calmed deepen deepened deepens disperse dispersed disperses
dispersing exercise gone grip gripped gripping grips heavily heavy help helped helping helps hideout hideouts incident
incidents intensified intensifies intensify join joined joining joins militia militias outcry solicit solicited
soliciting transparency uncertain
brandishing bust busted busts gather gathered gathering gatherings gathers receive received receives receiving secondary
wielding
"""
FEELING = frozenset(_FEELING_WORDS.split())
