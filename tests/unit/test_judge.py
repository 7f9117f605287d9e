"""Judging one text: relevance, topics, counties, facets, and the evidence for each."""

from datetime import UTC, datetime

import pytest

from usalama.commands.explain import explanation
from usalama.errors import CatalogError
from usalama.judging.firstlook import compile_tables
from usalama.judging.judge import judge, judge_all, judge_readings
from usalama.judging.relevance import DOUBT, THRESHOLD, features_of
from usalama.judging.rulebook import COLUMNS, compile_rulebook
from usalama.model import Entry, Judgement

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_security_news_is_kept_with_topic_county_and_reasons(rulebook):
    """Every judgement carries evidence of its own kind."""
    found = judge("Bandits kill two herders in Baragoi", "Elders called for a peace meeting.", rulebook)
    assert found.relevance >= THRESHOLD
    assert found.topics[0] == "banditry"
    assert found.counties == ("samburu",)
    assert "peace-deals" in found.facets
    assert {reason.kind for reason in found.reasons} == {"relevance", "topic", "county", "facet"}
    assert not [reason for reason in found.reasons if " | " in reason.evidence]


def test_other_news_is_dropped_with_its_score_and_nothing_else(rulebook):
    """What is far from the line has no topics; its reason is still told."""
    found = judge("Tea prices rise at Mombasa auction", "", rulebook)
    assert found.relevance < THRESHOLD
    assert (found.topics, found.counties) == ((), ())
    assert [reason.kind for reason in found.reasons] == ["relevance"]


def test_a_near_miss_has_the_topics_that_a_person_reviews_it_by(rulebook):
    """What a review lists is told with topics and places, from the same line down."""
    found = judge("Brawl at wedding in Nyamira", "", rulebook)
    assert DOUBT <= found.relevance < 0.2
    assert found.topics
    assert found.counties == ("nyamira",)


@pytest.mark.parametrize(
    "title", ["Brawl at wedding in Nyamira", "Bandits kill two herders", "Tea prices rise", "Goat"]
)
def test_what_is_told_to_be_at_a_line_is_told_with_its_topics(rulebook, title):
    """The line is compared with the relevance that is told: what lies below it by less than is told is at it."""
    reading = rulebook.read(title, "")
    told = judge_readings([reading], rulebook, least=0)[0]
    assert told.topics
    assert judge_readings([reading], rulebook, least=told.relevance) == [told]


def test_many_texts_are_judged_as_each_by_itself(rulebook):
    """None knows of another one, in whatever order they come and however many are read at a time."""
    titles = ("", "Tea prices rise", "Bandits kill two herders in Baragoi", "POLISI wawili wauawa Lamu \N{PILE OF POO}")
    texts = [(title, titles[number % 3]) for number in range(51) for title in titles]
    by_text = {text: judge(*text, rulebook) for text in reversed(texts)}
    assert [*judge_all(iter(texts), rulebook)] == [by_text[text] for text in texts]
    assert not [*judge_all([], rulebook)]


def test_work_done_ahead_tells_of_a_near_miss_its_relevance_alone(rulebook):
    """A pull keeps no more of it; what is at the line is found whole."""
    tables = compile_tables(rulebook.files)
    told = ("Brawl at wedding in Nyamira", "Bandits kill two herders in Baragoi")
    entries = [Entry("1", "https://a.example/rss", "a", "", title, NOW, "", "en", NOW) for title in told]
    near, kept = (look.judgement for look in tables.looks(entries))
    whole = tables.judge(entries[0])
    assert whole.topics
    assert near == Judgement(whole.relevance, reasons=whole.reasons[:1])
    assert kept == tables.judge(entries[1])
    assert kept.topics


def test_an_empty_text_is_judged_too(rulebook):
    """Nothing said is nothing found."""
    found = judge("", "", rulebook)
    assert found.relevance < THRESHOLD
    assert found.reasons[0].evidence


def test_a_county_that_is_named_is_told_as_named(rulebook):
    """The precision of a county stands in its reason: named, or implied by a place."""
    named = judge("Police shoot two robbers in Lodwar, Turkana", "", rulebook)
    implied = judge("Police shoot two robbers in Lodwar", "", rulebook)
    evidence = [next(one.evidence for one in found.reasons if one.kind == "county") for found in (named, implied)]
    assert evidence[0].startswith("named")
    assert evidence[1].startswith("implied by")


def test_no_town_is_called_a_hot_spot(rulebook):
    """A place that our table has since the news names it is named in the reason, and not called one of trouble."""
    found = judge("Police shoot two robbers in Eldoret", "", rulebook)
    assert [one.evidence for one in found.reasons if one.kind == "county"] == ['implied by "Eldoret"']


def test_a_county_is_told_once(rulebook):
    """Two places of one county make one county, and the first one found is its evidence."""
    found = judge("Bandits kill two in Lodwar and three in Kainuk", "", rulebook)
    assert found.counties == ("turkana",)
    assert "Lodwar" in next(one.evidence for one in found.reasons if one.kind == "county")


def test_news_from_elsewhere_is_not_kenyan(rulebook):
    """The same words about another country count for little."""
    here = judge("Gunmen kill nine villagers in Baringo", "", rulebook)
    there = judge("Gunmen kill nine villagers in Zamfara", "", rulebook)
    assert there.relevance < THRESHOLD <= here.relevance


@pytest.mark.parametrize(
    ("title", "main"),
    [
        ("Police officers arrested over robbery in Kayole", "corruption-in-forces"),
        ("Police arrest three over robbery in Kayole", "crime"),
        ("Maafisa wa polisi kortini kwa wizi wa mabavu Kayole", "corruption-in-forces"),
        ("Trader beaten to death by officers in Kayole", "policing"),
        ("Trader charged with assaulting traffic officer in Kayole", "crime"),
        ("Kenyan officers held over abduction of blogger", "policing"),
        ("Gunmen shoot two teachers dead in Mandera", "terrorism"),
        ("Gunmen shoot two herders dead in Tiaty", "banditry"),
    ],
)
def test_who_does_what_to_whom_decides_the_main_topic(rulebook, title, main):
    """Somebody in uniform who is held, hurt or acts is told apart, and so are unnamed gunmen by where they strike."""
    assert judge(title, "", rulebook).topics[0] == main


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("State to seal border with Somalia after police camp raid", True),
        ("Raid on police camp at the border of Sudan with Chad", False),
        ("Ugandan police arrest opposition leader over protests", False),
        ("Ugandan soldiers arrest Kenyan fishermen off Migingo", True),
        ("Kenyan nurse stabbed to death in Boston", False),
        ("Kenyan Defense Forces in Somalia hand over base", True),
        ("Pakistan's interior ministry says nine killed in blast", False),
        ("DCI detectives in Uganda to bring back murder suspect", True),
    ],
)
def test_a_shared_border_is_home_and_a_foreign_force_is_not(rulebook, title, kept):
    """A neighbour's name beside a border says which border; beside police or troops it says whose they are."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) is kept


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Mahakama yawafunga watatu waliofadhili kundi haramu la Somalia", True),
        ("Kundi haramu la Somalia lashambulia hoteli Mogadishu", False),
    ],
)
def test_a_group_that_is_called_after_a_country_is_not_told_of_there(rulebook, title, kept):
    """Its name says no place: another one says where a report plays."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) is kept


def test_who_acts_is_heard_inside_a_longer_term(rulebook):
    """A term of a topic uses its words up, but not whose police or which officers it names."""
    strengths = rulebook.read("Kenyan police in Haiti mourn", "").strengths
    assert strengths["borders"].value == 1.0
    assert {"homeland", "police"} <= set(strengths)


def test_explain_tells_what_added_and_what_took_away(rulebook):
    """The lines name the verdict, the shares of the score, topics, counties and foreign places."""
    title = "Kenyan police officers killed in Haiti ambush near Lodwar bandits"
    lines = explanation(rulebook.read(title, ""), judge(title, "", rulebook), rulebook)
    assert lines[0].startswith("relevant")
    assert {"Topics", "Counties", "Elsewhere"} <= set(lines)
    assert explanation(rulebook.read("", ""), judge("", "", rulebook), rulebook)[0].startswith("not relevant")


@pytest.mark.parametrize("name", [*(name for name in COLUMNS if name != "priors.csv"), "topics.toml"])
def test_a_missing_table_is_one_clear_line(files, name):
    """The desk does not start half-furnished."""
    with pytest.raises(CatalogError, match=name):
        compile_rulebook({other: text for other, text in files.items() if other != name})


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Kenya Navy commissions new patrol ship", "other"),
        ("Prison officers get body armour and Sh1bn for hardship", "other"),
        ("Kitui officers ordered to wear name badges", "policing"),
        ("Relief for officers as State settles medical bills", "policing"),
        ("GSU officer dies by suicide in Isinya", "policing"),
    ],
)
def test_a_force_is_the_news_where_no_topic_is_loud(rulebook, title, topic):
    """What happens to a force is kept and has the force's topic, without any word of crime or attack."""
    found = judge(title, "", rulebook)
    assert found.relevance >= THRESHOLD
    assert found.topics[0] == topic


@pytest.mark.parametrize(
    "title",
    [
        "KDF airlifts food to flood victims in Tana River",
        "Landslide kills 21 in Elgeyo Marakwet, military joins rescue",
        "County inspectorate officers to get new uniforms",
        "Kenya condemns attack on peacekeepers in Lebanon",
    ],
)
def test_a_force_that_helps_and_officers_of_no_force_are_no_news(rulebook, title):
    """Soldiers who bring food, officers of a ministry and a government that condemns are no security news."""
    assert judge(title, "", rulebook).relevance < THRESHOLD


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("How Mau Mau fighters raided a police post in 1953", False),
        ("The day Shifta fighters attacked Garissa in 1964", False),
        ("Robbers kill Mau Mau veteran in Nyeri", True),
        ("Westlands mall to welcome shoppers again after 2013 siege", False),
        ("Gunmen storm hotel that welcomed guests again last year in Lamu", True),
        ("Officers march at Mashujaa Day parade in Kwale", False),
        ("Nurse from Kisii killed in London knife attack", False),
        ("Nurse abducted from Kisii by gunmen", True),
        ("Contingent of officers leaves for Haiti", True),
        ("Contingent of officers leaves for Uganda", False),
        ("Stop Killing Us: Women March Over Murders", True),
        ("US women march over murders", False),
    ],
)
def test_what_was_long_ago_far_away_or_a_feast_is_no_news(rulebook, title, kept):
    """However much was done there: the year, the country or the day says that it is no threat here and now.

    Where the country's own officers serve they are not far away.
    """
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) == kept


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("IPOA yachunguza mauaji ya kijana aliyepigwa risasi Mathare", "policing"),
        ("Detectives who extorted Sh4 million from Chinese trader wanted", "corruption-in-forces"),
        ("Officers nab lorry with 300 bags of contraband rice at Taveta", "crime"),
        ("Afisa wa polisi auawa na majambazi Kayole", "crime"),
    ],
)
def test_who_acts_and_where_decides_the_main_topic(rulebook, title, topic):
    """The watchdog makes it policing, gain corruption, a border town borders, and a killed officer is a victim."""
    assert judge(title, "", rulebook).topics[0] == topic


def test_what_is_done_is_heard_inside_a_longer_term(rulebook):
    """A term of a topic that uses its words up still says that somebody was killed or held."""
    assert "kill" in rulebook.read("Trader killed by mob", "").strengths
    assert "arrest" in rulebook.read("Fishermen arrested", "").strengths


def test_a_border_between_two_counties_is_no_border_of_the_country(rulebook):
    """Fighting on the border of two counties is not about borders; smuggling at a border town is."""
    assert judge("Clashes at border of Kisumu and Kericho counties", "", rulebook).topics[0] == "public-order"
    assert judge("Sugar smuggled through Busia border seized", "", rulebook).topics[0] == "borders"


def test_what_was_smuggled_from_a_neighbour_is_found_here_and_what_it_seizes_itself_is_not(rulebook):
    """The word before the neighbour's name says so: a text that begins with the name has none, however it ends."""

    def abroad(title, summary=""):
        return "abroad" in features_of(rulebook.read(title, summary), rulebook.ground)

    assert not abroad("Guns smuggled from Uganda seized")
    assert abroad("Uganda army seizes guns smuggled in", "Police ask where they came from")


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Two killed in Garissa blast", True),
        ("Blast hits lorry in Mandera", True),
        ("Wawili wauawa katika mlipuko Garissa", True),
        ("Two killed in Garissa crash", False),
        ("Three pupils die in Kisii as fire burns dormitory", False),
        ("Teacher held over Kisii dorm fire that killed three", True),
        ("Gas explosion kills two in Embakasi", False),
        ("Villages burnt in Kwale", True),
        ("Market burnt in Kwale", False),
        ("House burnt in Kwale, family homeless", False),
        ("Sh7 million stolen from hardware shop in Voi", True),
        ("Sh7 billion stolen from bursary fund, say auditors", False),
        ("Rebel MPs plot ambush on Speaker", False),
        ("Anti-graft detectives question governor over hospital tender", False),
    ],
)
def test_violence_and_a_county_are_news_unless_something_blameless_killed(rulebook, title, kept):
    """A headline may say no more than what was done and where; a figure of speech has no county."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) == kept


@pytest.mark.parametrize(
    "title",
    [
        "Locusts invade pasture in Samburu",
        "Pasture and water run out in Mandera",
        "Traffic officer hit by matatu on Ngong Road",
        "Clubs' rivalry kicks off at Kasarani",
        "Governors woo key battleground counties",
        "Landslide kills family of six in Kapsowar",
        "Mamba amuua mvuvi Turkana",
        "Three herders killed by hippo at Dunga",
        "Film follows cop on the run",
        "Prison farm harvests 900 bags of maize",
        "Matatu rolls at Salgaa killing seven",
        "KRA launches digital portal to ease tax filing",
        "Anti-graft officers raid Bomet county offices",
        "Elephants terrorise villagers in Taita",
        "Police kill Gor's hopes with late winner",
        "President condemns attack on embassy in Tel Aviv",
    ],
)
def test_what_sounds_of_herders_fights_or_of_police_may_be_none(rulebook, title):
    """Pasture without a fight is weather, an officer in an accident an accident, and what an animal kills no crime."""
    assert judge(title, "", rulebook).relevance < THRESHOLD


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Police gun down two robbers in Zimmerman", "crime"),
        ("Oversight body probes officers who shot suspected thugs in Huruma", "policing"),
        ("Three officers to face murder charge over death of trader in cells", "policing"),
        ("Cops held over robbery at Gilgil trading centre", "corruption-in-forces"),
        ("Four inmates flee King'ong'o prison through sewer", "other"),
        ("Herders hand over rifles as amnesty window closes in Wamba, Samburu", "banditry"),
        ("Muggers strike terror on Outering Road", "crime"),
        ("Sergeant kills fellow officer at camp in Marigat", "policing"),
        ("Cop loses gun in Ruaka club", "policing"),
        ("Villagers in Nyamira lynch man who stole a cow", "crime"),
        ("Five shot dead as rival herders clash over water and pasture in Laisamis", "banditry"),
        ("Two police officers killed in ambush near the Somali border", "terrorism"),
        ("Police smash car theft racket in Ruiru", "crime"),
        ("Police arrest man for killing his wife in Kisii", "crime"),
        ("Polisi wamkamata mwanamume kwa kumuua mkewe Kisii", "crime"),
        ("Police arrest officer for killing his wife in Thika", "policing"),
        ("Polisi akamatwa kwa kumuua mpenzi wake Kakamega", "policing"),
        ("Thieves break into church in Kitui and steal sound system", "crime"),
        ("KRA seizes contraband tyres over unpaid duty", "crime"),
        ("Nine killed in revenge attack on a village in Tana River", "public-order"),
        ("Suspected robbers shot dead by police in Umoja", "crime"),
        ("Detectives kill two gunmen in Matuu siege", "crime"),
        ("Officers ambushed and killed near Kapedo, guns taken", "banditry"),
        ("Forty illegal guns recovered in North Rift", "banditry"),
        ("Police rescue boy kidnapped in Kitale", "crime"),
        ("Usalama mipakani pa kaunti ya Pokot Magharibi na Elgeyo Marakwet", "banditry"),
    ],
)
def test_a_deed_tells_the_topic_by_who_did_it_to_whom(rulebook, title, topic):
    """A robber shot is crime, a force as suspect is policing or corruption by what it did."""
    assert judge(title, "", rulebook).topics[0] == topic


@pytest.mark.parametrize(
    ("title", "acts"),
    [
        ("Police arrest man for killing his wife", False),
        ("Polisi wamkamata mwanamume kwa kumuua mkewe", False),
        ("Police arrest constable for killing his wife", True),
        ("Polisi akamatwa kwa kumuua mkewe", True),
        ("Officer kills trader in Kisii", True),
    ],
)
def test_who_is_held_for_a_killing_did_it_and_not_who_holds_him(rulebook, title, acts):
    """Police beside a killing are its doers, unless they hold somebody else for it."""
    found = features_of(rulebook.read(title, ""), rulebook.ground)
    assert any(found.get(name) for name in ("officer-acts", "force-kill")) == acts


@pytest.mark.parametrize(
    ("text", "heard"), [("Kenyan dies", False), ("Matatu found, two killed", False), ("Soldiers die", True)]
)
def test_only_a_force_is_a_force_beside_a_death(rulebook, text, heard):
    """Whoever is Kenyan serves in no force by that."""
    assert ("force-kill" in rulebook.read(text, "").strengths) == heard


def test_what_is_banned_is_not_beaten(rulebook):
    """The words "kupigwa marufuku" are one verb, of which the first alone is to be hit."""
    assert "injure" in rulebook.read("Wafanyabiashara wapigwa Kisii", "").strengths
    assert "injure" not in rulebook.read("Mifuko ya plastiki yapigwa marufuku, wachuuzi wapigwa marufuku", "").strengths


def test_each_class_of_a_pattern_may_be_one_of_several(files):
    """On both sides: one that is named beside another is not passed over."""
    row = "wildlife;sport,cyber;banditry,3,trap,strong,\n"
    rulebook = compile_rulebook({**files, "patterns.csv": files["patterns.csv"] + row})
    for first in ("wildlife", "sport"):
        assert {"cyber", "banditry"} <= {one.then for one in rulebook.facts.near[first]}


def test_a_longer_term_is_heard_that_begins_in_the_name_of_the_force(rulebook):
    """The words "Kenyan police" do not use up the first word of "police brutality"."""
    strengths = rulebook.read("Kenyan police brutality", "").strengths
    assert {"policing", "police", "homeland"} <= strengths.keys()


def test_what_was_done_is_heard_inside_the_form_of_a_verb(rulebook):
    """The words "shot dead by" tell who suffers, and that somebody was shot, and died."""
    assert {"suffers", "shoot", "kill"} <= rulebook.read("Chief shot dead by raiders", "").strengths.keys()


def test_a_topic_is_weighed_whatever_class_its_name_begins_with(files):
    """A desk may call a topic "drugs", though of the class "drug" only patterns are made; facets are never weighed."""
    topics = files["topics.toml"].replace('"cyber"', '"drugs"')
    weights = "target,feature,weight\nrelevance,bias,-4\n"
    rulebook = compile_rulebook({**files, "topics.toml": topics, "weights.csv": weights, "leanings.csv": ""})
    found = features_of(rulebook.read("Hackers steal passwords; drug found; peace deal signed", ""), rulebook.ground)
    assert found["drugs"] > 0
    assert "drug" not in found
    assert not [name for name in found if name.startswith("facet:")]


@pytest.mark.parametrize("kind", ["state", "country", "cities", "township", ""])
def test_a_kind_of_place_that_other_countries_have_is_no_slip(files, kind):
    """Kinds are free: "state" and "country" are words of their own, however like "estate" and "county" they are."""
    made = f"{files['places.csv'].splitlines()[0]}\nNewland,{kind},Nairobi,made\n"
    assert compile_rulebook({**files, "places.csv": made})


def test_whom_robbers_kill_is_no_robber_who_was_killed(rulebook):
    """What stands beside the verb tells who did it to whom."""
    felled = features_of(rulebook.read("Watchman killed by thieves in Juja", ""), rulebook.ground)
    assert "criminal-felled" not in felled


def test_what_a_crowd_burns_after_an_accident_is_no_accident(rulebook):
    """An accident kills without blame; whoever sets fire to the lorry afterwards does not."""
    crowd = features_of(rulebook.read("Lorry burnt by angry residents after accident kills rider", ""), rulebook.ground)
    alone = features_of(rulebook.read("Lorry burns after accident kills rider", ""), rulebook.ground)
    assert (crowd["crowd-burns"], crowd.get("blameless-killer", 0)) == (1, 0)
    assert (alone.get("crowd-burns", 0), alone["blameless-killer"]) == (0, 1)


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Kenyan police officers arrested over kidnapping of trader", {"corruption-in-forces", "crime"}),
        ("Alarm as soldiers and police join criminal gangs", {"corruption-in-forces", "crime"}),
        ("Polisi wahusishwa na genge la majambazi", {"corruption-in-forces", "crime"}),
        ("Police work with residents to fight crime in Othaya", {"crime"}),
        ("Protest in village after teacher is murdered by thugs", {"public-order", "crime"}),
        ("Murder suspects escape from Busia police cells", {"policing", "crime"}),
        ("Inmate beaten to death by cell mates in Kodiaga prison", {"other"}),
    ],
)
def test_a_second_topic_is_told_by_what_was_done(rulebook, title, topics):
    """Who serves and robs is both; so is a protest over a murder, and an escape of murderers from the police."""
    assert set(judge(title, "", rulebook).topics) == topics


def test_police_of_another_country_are_dropped_however_much_they_did(rulebook):
    """Deeds add up; with nothing of the desk's own country beside them they count for a third."""
    told = "Four officers were caught on camera as they shot and killed a robbery suspect in {}."
    title = "Four policemen charged with killing"
    here, there = (judge(title, told.format(at), rulebook) for at in ("Thika", "Durban"))
    assert here.relevance >= THRESHOLD > there.relevance


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Bomet Senator tells Qatar to explain deaths of Kenyans", False),
        ("Turkana governor condemns killing of two Kenyans in Uganda attack", False),
        ("Bomet Woman Rep wants body of Kenyan shot in Texas flown home", False),
        ("Wakenya watatu wanyongwa Uchina kwa dawa za kulevya", False),
        ("Detectives arrest agent who lured Kenyans to scam camps in Myanmar", True),
        ("Kenyan wanted in Canada over murder arrested in Kisumu", True),
    ],
)
def test_nationals_far_away_are_news_where_somebody_here_acts(rulebook, title, kept):
    """A county that is named for an office that somebody holds is no place where it happened."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) is kept


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("MPs from Moroto decry cattle raids", False),
        ("Polisi mkoani Katavi wawakamata wezi wanne", False),
        ("MPs decry cattle raids", True),
        ("Dormitory fire in Voi was deliberate, investigators say", True),
        ("Dormitory burns in Voi, no pupil hurt", False),
        ("Pupils set dormitory on fire in Voi, two die", True),
        ("Detectives hunt guest over blaze that killed innkeeper", True),
        ("Candle blamed for blaze that killed innkeeper", False),
        ("Woman kills her mother in house fire", True),
        ("Guests evacuated from Lamu after attack", True),
        ("Guests evacuated from Lamu as river rises", False),
        ("Ugandan soldiers kill 12 in district bordering Kenya", False),
        ("Sudanese national held with stolen phones", True),
        ("Soldiers donate blankets to hungry families in the North Rift", False),
        ("Soldiers who donated blankets accused of torturing herders in Isiolo", True),
        ("Scores injured as rival clans clash in Kuria", True),
        ("County clerk charged with theft of Sh9m public funds", False),
        ("Murder in the valley: the new thriller everybody watches", False),
        ("Retired police inspector keeps bees", False),
        ("Police warn striking nurses over road blockade", True),
        ("Striking nurses camp at county offices", False),
        ("Audit flags vulnerabilities in State payment system", True),
        ("Parents install cameras to watch the nanny", False),
        ("Police officers deployed ahead of elections in Migori", True),
        ("Prisons sacco pays record dividend", False),
        ("Governors named in EACC report, chaos in county assembly", False),
        ("Beach hotel opens its doors again after attack by militants", False),
        ("Militants attack beach hotel", True),
        ("Gunmen kill four at Wajir beach hotel that reopened in March", True),
        ("Watu wenye silaha wawaua wanne katika hoteli ya Wajir iliyofunguliwa tena", True),
        ("Four pupils killed in hostel fire in Kilgoris", False),
        ("Four killed in house fire set by a rival gang in Kilgoris", True),
        ("Watchman charged after hostel fire killed four pupils", True),
        ("Army engineers build classrooms in Tana River", False),
        ("Army engineers wounded in Tana River ambush", True),
        ("Avocado farmers say cartels are robbing them", False),
        ("Drug cartels are robbing traders in Malindi", True),
        ("Cartel behind killing of maize farmers in Taveta", True),
        ("Avocado farmers protest over cartels in Embu, police fire teargas", True),
        ("Detectives arrest two in Malindi over fake overseas jobs for Kenyans", True),
        ("Kenyan fisherman killed in Tanzania", False),
        ("Kenyan fisherman killed on the border with Tanzania", True),
        ("Kenyans in foreign cells for theft seek pardon", False),
        ("KDF pilots thrill families at Nyeri air show", False),
        ("Two soldiers shot at Nyeri air show", True),
        ("Corporal buys shoes for orphans in Siaya", False),
        ("Corporal who buys shoes for orphans held over bribe", True),
        ("Inspector sings to pupils in Siaya", False),
        ("Body of constable found after mudslide in Murang'a", False),
        ("Bandits kill constable near mudslide in Baringo", True),
        ("Boys torch dormitory in Siaya", False),
        ("Three boys arrested after they torch dormitory in Siaya", True),
        ("Militants raid hotel close to Somalia's parliament", False),
        ("Kenyans freed from Ugandan police cells in Kampala", False),
        ("Kenyan authorities arrest Ugandan over murder of Kenyan student", True),
        ("Why farmers should protest against levies and taxes", False),
        ("Reformed poachers guard elephants in Voi", False),
        ("Chief of Defence Forces dies as helicopter crashes in Sindar", True),
        ("Rais aagiza polisi kukomesha utovu wa usalama", True),
        ("Prisons floor Posta to reach volleyball final", False),
        ("Prisons volleyball captain shot dead by robbers in Ruiru", True),
        ("Law series looks at terrorism in its boldest episode yet", False),
        ("Students killed as bus overturns at Salgaa", False),
        ("Students killed by gunmen at Salgaa", True),
        ("Treasury asks House not to reject Finance Bill", False),
        ("Police fire tear gas as youths reject Finance Bill in Kisii", True),
        ("Intern teachers take protest oath at ministry", False),
        ("Police chase striking nurses off streets of Kisii", True),
        ("Trader loses defamation suit and must pay suit costs", False),
        ("Baa kumi zapokonywa leseni Nyeri", False),
        ("Kenyan security forces battle Ethiopian gunmen", True),
        ("Ethiopian forces battle gunmen in Gambella", False),
        ("Mwanamke mbaroni kwa heroini Temeke", False),
        ("Mwanamke mbaroni kwa heroini Likoni", True),
        ("Trader found murdered in Kapenguria", True),
        ("Memories of the Kapenguria trial", False),
        ("Elders quarrel over burial rites of trader", False),
        ("Fugitive policewoman laid to rest without police burial rites", True),
        ("Raia wanne wa Eritrea wanaswa na maafisa wa uhamiaji", True),
        ("Raia wanne wa Eritrea wanaswa na maafisa wa uhamiaji mjini Asmara", False),
        ("Rais afanya mabadiliko ya uongozi katika idara ya polisi", True),
        ("Gavana afanya mabadiliko ya uongozi katika idara ya kilimo", False),
        ("Mkutano wa siasa mjini Nakuru watibuka", True),
        ("Mkutano wa wakulima wa kahawa watibuka", False),
        ("Koo mbili zapigana kuhusu shamba Kuria", True),
        ("Koo mbili zapanga sherehe ya pamoja Siaya", False),
        ("Wapiga kura wazua vurugu kituoni Malava", True),
        ("Wanajeshi wajeruhiwa baada ya ndege ndogo kuanguka Garissa", True),
        ("Watalii wajeruhiwa baada ya ndege ndogo kuanguka Garissa", False),
        ("Alcoblow checks return on Thika highway", False),
        ("Robbers shoot driver at alcoblow roadblock in Molo", True),
        ("Jubaland lawmakers elect speaker", False),
        ("Jubaland troops cross into Mandera", True),
        ("Cabinet backs opening of new consulate in Goma", False),
        ("Agency slashes food rations in Kakuma camp", False),
        ("Kenya rejects ICJ ruling in sea border case with Somalia", True),
        ("Nine held over fake gold sold to Dubai businessman", True),
    ],
)
def test_what_a_word_is_said_beside_makes_it_news_or_not(rulebook, title, kept):
    """Members of any parliament, a fire, a strike, a flaw, a camera, an election: each by what stands beside it."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) is kept


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Belgian rancher hacked to death at night", False),
        ("Belgian rancher hacked to death at night, DCI says", True),
        ("Belgian court jails rancher over killing", False),
        ("Zambian refugee stabbed to death at night", False),
        ("Zambian refugee stabbed to death in Nakuru", True),
        ("Zambian refugee stabbed in Lusaka", False),
        ("Zambian activist stabbed at rally", False),
        ("Zambian army stabbed in the back, says general", False),
        ("Former GSU man charged with robbing Turkish dealer", True),
        ("Turkish dealer charged with robbery", False),
    ],
)
def test_a_passport_is_no_place(rulebook, title, kept):
    """Whose passport somebody has tells little of where he is; a place, a force or a part in public life tells it."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) is kept


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Agents held for luring graduates to Laos", True),
        ("Detectives raid office that recruited youths for war in Russia", True),
        ("Court clears extradition of Kenyan to Canada over drugs", True),
        ("Kenyan lured to Laos found dead", False),
        ("Kenyan jailed in Canada for luring girls to Texas", False),
        ("Bomet runner robbed in Spain", False),
        ("Bomet runner robbed in Kericho", True),
    ],
)
def test_where_people_are_taken_or_come_from_nothing_happened(rulebook, title, kept):
    """A destination is no place of what is answered for here; nor is a county where only the victim comes from."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) is kept


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Tender for hospital beds cancelled", False),
        ("Tender for police vehicles cancelled", True),
        ("County chief of staff charged with abuse of office", False),
        ("County chief of staff charged with assaulting cook", True),
        ("Villagers protest over poor roads", False),
        ("Villagers protest over poor roads, block highway", True),
        ("Dancers praised over song at fete", False),
        ("Dancers arrested over song said to incite", True),
        ("Pupils arrested after dormitory is burnt over football ban", True),
    ],
)
def test_harm_is_heard_beside_what_is_else_no_news(rulebook, title, kept):
    """Graft, quiet protest, the stage and sport take away nothing from what somebody did to others."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) is kept


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Thieves take R70,000 (Sh510,000) from wedding guests", False),
        ("Thieves take ₦90 million (KSh 7.7 million) from bank", False),
        ("Thieves take Sh510,000 (R70,000) from wedding guests", True),
        ("Thieves take $4,000 (Sh510,000) from wedding guests", True),
        ("Thieves take R70,000 (Sh510,000) from wedding guests in Voi", True),
        ("DCI seeks thieves who took R70,000 (Sh510,000)", True),
    ],
)
def test_what_is_put_into_money_of_here_was_paid_elsewhere(rulebook, title, kept):
    """The desk's own money behind other money says what that is worth to readers, and not where it was paid."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) is kept


def test_a_county_of_the_summary_alone_is_no_place_of_what_the_title_tells_abroad(rulebook):
    """There a family lives, and nothing happened; a county in the title says that something did."""
    lead = "The family in Bomet is raising funds to bring the body home."
    assert judge("Kenyan cook shot dead in Ohio", lead, rulebook).relevance < THRESHOLD
    assert judge("Kenyan cook shot dead in Bomet", "He had come home from Ohio.", rulebook).relevance >= THRESHOLD


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Hackers steal records of savers from NSSF", True),
        ("NSSF raises monthly contributions of workers", False),
        ("Wadukuzi waiba data ya wanachama wa Hazina ya Usalama wa Kijamii", True),
        ("Drivers to be billed by phone as traffic fines system goes live", False),
        ("Senator's family dismisses rumours of his death", False),
        ("Senator found dead in his house, detectives say", True),
        ("Familia yakanusha uvumi wa kifo cha seneta", False),
        ("Wabunge wapanga njama ya kumng'oa spika", False),
        ("Wanaume watatu wakamatwa kwa kupanga njama ya kumuua bawabu", True),
        ("Governor blasts critics at Kitui rally", False),
        ("Twin blasts rock Mandera", True),
        ("Retired KDF officer jailed for defiling Congolese girl", True),
        ("Shoppers robbed by gang of four", True),
        ("Al-Shabaab bombs minister near Somali parliament", False),
        ("Al-Shabaab bombs minister's car near Somalia border", True),
        ("Governor axes entire cabinet", False),
        ("Man axes brother to death in Bomet", True),
        ("Coach reads riot act to players", False),
        ("Rains bring traffic chaos to Mombasa", False),
        ("State shuts unlicensed camps in Masai Mara", False),
        ("Police seize unlicensed pistol from trader in Narok", True),
        ("We are prisoners of bad roads, say Kinangop farmers", False),
        ("Inmates vote for the first time in Kisumu", False),
        ("Inmates go on hunger strike at Shimo la Tewa", True),
        ("County picks officers in acting capacity", False),
        ("Uhuni wazuka katika mkutano wa diwani Migori", True),
        ("Mwanamke amkatakata mumewe Nyeri", True),
        ("Thieves open fire on worshippers in Kitui", True),
    ],
)
def test_a_name_an_idiom_or_a_rumour_is_no_deed(rulebook, title, kept):
    """A body's name says nothing of what befell it; who scolds blows nothing up; a rumoured death is none."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) is kept


def test_two_counties_that_are_named_together_are_no_two_peoples_who_raid(rulebook):
    """A helicopter that came down where they meet stood first among the week's banditry."""
    crash = "Ndege ya jeshi imeanguka kwenye mpaka wa Elgeyo Marakwet na Pokot Magharibi."
    assert judge("Ndege ya KDF yaanguka", crash, rulebook).topics == ("other",)
    assert judge("Jamii za Marakwet na Pokot zapigana", "", rulebook).topics == ("banditry",)


def test_whose_office_it_is_tells_no_place(rulebook):
    """Who is seized in the capital was not seized where he was elected."""
    assert judge("Garissa MCA seized by masked men in Nairobi", "", rulebook).topics[0] != "terrorism"
    assert judge("Teacher seized by masked men in Garissa", "", rulebook).topics[0] == "terrorism"


@pytest.mark.parametrize(
    ("title", "summary", "kept"),
    [
        ("Robbers shoot trader dead in Kampala and take Sh20 million", "", False),
        ("Robbers flee to Tanzania with Sh20 million", "", True),
        (
            "Police free three miners from kidnappers in Katsina",
            "The Inspector General of Police praised the unit.",
            False,
        ),
        ("Ethiopia: gunmen kill forty villagers near South Sudan border", "", False),
        ("Ethiopian militia kill two fishermen near South Sudan border", "", True),
        ("Militants cross from Somalia and kill two near Ethiopian border", "", True),
        ("Four aliens held", "Immigration department of Dodoma has arrested four Ethiopians.", False),
        ("Customs officers in Entebbe seize gold worth Sh50m", "It was hidden in bags.", False),
        ("Inspector General in Kaduna orders manhunt for bandits", "Thirty pupils were taken.", False),
        ("Immigration department deports Ugandans", "They were held in Busia.", True),
        ("Police hold 20 over blasts outside Central Police Station in Kampala", "", False),
        ("Blasts near Jubilee building in Kampala kill two, police say", "", False),
        ("Army names 9 terror suspects held over links to Allied Democratic Front", "", False),
        ("Kenyan police officers in Haiti hurt in clashes with gangs", "A Guatemalan soldier was hit too.", True),
    ],
)
def test_money_offices_and_borders_that_others_have_too_are_nothing_of_the_country_s_beside_a_place_abroad(
    title, summary, kept, rulebook
):
    """Robbers in Kampala took shillings there, and a chief of police is every country's."""
    assert (judge(title, summary, rulebook).relevance >= THRESHOLD) is kept


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Traders' group wants curfew hours cut as virus cases drop", False),
        ("State ends curfew imposed to stop virus", False),
        ("Serikali yaongeza muda wa kafyu kudhibiti corona", False),
        ("Constable shoots trader while enforcing Covid-19 curfew", True),
        ("Inspector General hosts Turkish ambassador at Jogoo House", False),
        ("Inspekta Jenerali akutana na balozi wa Japan", False),
        ("Inspector General meets Ugandan counterpart over border raids", True),
        ("Two parties sign pact months after street protests", False),
        ("Rais avunja baraza la mawaziri kufuatia maandamano ya Gen Z", False),
        ("Police hold 40 looters after street protests in Kitale", True),
        ("Four shot while watching a film in Kariobangi", True),
        ("Wanaume wawili wauawa wakitazama mpira Kisauni", True),
        ("New film on football opens in Kariobangi", False),
        ("Mtungi wa gesi ni bomu linalosubiri kulipuka jikoni", False),
        ("Governors protest as their bodyguards are recalled", True),
        ("Wabunge wapokonywa walinzi", True),
        ("Father of three buries newborn alive in Vihiga", True),
        ("Mama akana kumpa mwanawe sumu", True),
        ("Man beats brother with a jembe over goat", True),
        ("Patients' records sold online by insiders", True),
        ("Film makers behind documentary arrested in Westlands", True),
        ("Film makers behind documentary win prize in Westlands", False),
        ("Kenyan activists abducted in Tanzania are freed", False),
        ("Wanaharakati waliotekwa nchini Uganda warejea nyumbani Kenya", False),
        ("Three arrested after egg was thrown at governor in Bomet", True),
        ("Gavana arushiwa viatu Bomet", True),
        ("Tourist who spat at police officer in Malindi to be charged", True),
        ("Mountain guide vanishes on Mt Kenya climb", False),
        ("Moto wa alfajiri uliteketeza bweni Kakamega, uchunguzi waanza", False),
        ("Marathon runner dies after petrol attack by boyfriend in Iten", True),
        ("Mwanariadha aliyechomwa moto na mpenziwe afariki Iten", True),
        ("Wafanyakazi wa benki wafikishwa mahakamani Kibaha kwa mauaji", False),
        ("Police officer builds library for children in Kibera", False),
        ("Ex-soldier turns to beekeeping in Kitui", False),
        ("Kenyan contingent arrives home after tour of duty", True),
        ("Tourists assured of safety on the coast", True),
        ("Tight security in Nakuru ahead of opposition rally", True),
        ("Watchman is killed as store is emptied in Busia", True),
        ("Mganga aliyewalaghai wateja akana mashtaka", True),
        ("Blogger freed on bail over post on governor", True),
        ("Vijana waliorejea kutoka Somalia wapewa msamaha", True),
        ("NCIC summons senator over remarks on tribe", True),
        ("NCIC opens new office in Embu", False),
        ("Kenya reopens Taveta crossing after two years", True),
        ("Court convicts baker for selling stale bread", False),
    ],
)
def test_a_deed_is_told_from_its_measure_its_date_its_visit_and_its_likeness(rulebook, title, kept):
    """What is shut for a virus, met about, dated by a protest or done abroad to nationals is no news; harm here is."""
    assert (judge(title, "", rulebook).relevance >= THRESHOLD) is kept
