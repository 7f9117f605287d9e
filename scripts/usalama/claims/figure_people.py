"""Whoever a number counts: the words behind it that name people, told from what else a plural can name.

``people_after`` reads the words behind a number ("nine suspected cattle rustlers") and returns one word for them all,
so that the patterns of tolls need to know no noun. People are known by a list and by a few endings that nothing else
has; every other plural counts nobody, because animals, events, vehicles and things have no end, and a wrong toll is
worse than none. Groups ("three families") are more people than are counted.
"""

import re
from collections.abc import Sequence

MARKS = r"(?:persons|others|suspects|hostages)"  # the words that stand for people once they were read
_HEADS_WORDS = """
people persons person officer policemen policeman police soldier civilian suspect bandit herdsmen student child
children woman women men man girl boy passenger militant terrorist trader protester reservist fishermen farmer youth
other others worker driver guard teacher nationals chief rider ranger troops cops goons gang gunmen thief robber
herder family foreigner resident villager pupil detective warder elder hostage witness witnesses bosses priestesses
actresses waitresses hostesses personnel crew staff clergy poacher raider gangster thug rebel nurse doctor lawyer
journalist tourist patient prisoner inmate miner attacker gunman fighter recruit employee activist hawker learner
vendor commuter refugee
"""
_HEADS = frozenset(_HEADS_WORDS.split())
_SUSPECTS = frozenset(["suspect", "suspects", "robbers", "gangsters", "terrorists", "thugs"])
_HOSTAGES = frozenset(["hostage", "hostages", "captives", "abductees"])
_PLURAL_WORDS = """
abductees accomplices actors addicts administrators admirers advisers advocates agemates agents aides allies
ambassadors amputees anglers apprentices arsonists artisans artists askaris assailants assassins assistants associates
athletes attendants attendees aunts authors babies bachelors bakers bankers barbers barmaids bartenders beggars
beneficiaries bikers bishops bloggers bodaboda bodyguards bouncers breadwinners brewers brigands brothers builders
burglars butchers buyers bystanders cadets campaigners candidates captains captives caretakers carjackers carpenters
cashiers celebrants chefs chieftains choristers christians citizens classmates cleaners clerics clerks clients
climbers coaches cobblers colleagues colonels combatants commandants commanders commandos companions conductors
conscripts constables constituents contractors convicts cooks coordinators corporals councillors counsellors cousins
crewmembers criminals crooks crusaders cultists custodians customers cyclists dancers daughters deacons dealers
deckhands defendants defenders dentists dependants deputies deserters detainees diplomats directors disciples
dissidents divers dockers donors dons drinkers drummers drunkards dwellers editors electors enforcers engineers
entrepreneurs escapees evacuees evictees executives expatriates experts extremists fathers fellows fiancees firebrands
followers footballers founders friends fugitives gamblers gardeners gatecrashers generals golfers governors graduates
grandchildren granddaughters grandfathers grandmothers grandparents grandsons grannies graziers greengrocers
guerrillas guests guides hairdressers handlers headteachers healers heirs helpers hijackers hikers hirelings hooligans
housewives hunters husbands hustlers idlers imams immigrants impostors in-laws individuals infants infiltrators
informants informers inhabitants inspectors instructors insurgents interns intruders investigators investors
invigilators janitors jihadis jihadists jockeys joggers judges juniors juveniles kidnappers kids killers laborers
labourers ladies lads landlords lawmakers leaders lecturers legislators lieutenants lifeguards lobbyists locals
loggers looters lovers magistrates maids majors managers marchers mariners marines marshals masons matrons mayors mcas
mechanics medics members mercenaries merchants midwives migrants millers ministers minors missionaries mobsters monks
morans mothers mountaineers mourners mps muggers muslims mutineers neighbors neighbours nephews newborns nieces nomads
novices nprs nuns occupants officials onlookers operatives operators orderlies organisers organizers orphans owners
painters pallbearers paramedics paramilitaries parents parishioners partners pastors patrons peacekeepers peacemakers
peasants peddlers pedestrians pensioners performers perpetrators pharmacists photographers pickpockets picnickers
pilgrims pilots pirates players plumbers porters preachers preschoolers presenters priests principals professors
prophets prosecutors prospectors prostitutes protestors purchasers quacks quadruplets reapers recruiters referees
relatives reporters representatives rescuers researchers retirees returnees revellers reverends rioters rivals
roommates runaways runners rustlers saboteurs sailors scholars schoolchildren scientists scouts sculptors seafarers
secessionists secretaries sellers senators seniors sentinels sentries separatists sergeants servants settlers sheikhs
shopkeepers shoppers siblings singers sisters skippers slaves smugglers snatchers snipers sons spectators spies
sponsors spouses squatters staffers stalkers stepchildren stowaways strangers strikers supervisors supporters
surveyors survivors swimmers sympathisers sympathizers tailors tappers teenagers teens tenants thieves toddlers touts
traffickers trainees trainers transporters travelers travellers treasurers trespassers triplets troopers truckers
trustees tutors twins uncles underlings undertakers urchins users vagrants vandals veterans vets victims vigilantes
visitors volunteers voters waiters wardens warlords warriors weavers welders westerners widowers widows wives
workmates worshipers worshippers wrestlers writers youngsters
"""
_NAMES = (_HEADS | {head + "s" for head in _HEADS} | frozenset(_PLURAL_WORDS.split())) - {"gangs", "crews"}
"""Words that name people and nobody else. What is not here counts nobody: a toll lost is better than a wrong one."""
_PEOPLE_ENDING = re.compile(
    r"[a-z-]+(?:(?<!speci)(?<!abdo)(?<!regi)(?<!ye)(?<!sta)(?<!fora)men|persons|boys|girls|goers|workers|"
    r"(?<!screw)drivers|ologists|(?:[aeiou]l|ion|[aeo]r)ists|(?:ic|it|ar|er)ians|nese|lese)"
)
"""Endings of people: "schoolgirls", "unionists", "technicians"; more would take tigers, wrists and Friesians in."""
_ANIMAL_WORDS = """
animal beast livestock wildlife cattle cow bull calf calves heifer ox oxen steer goat sheep lamb ram ewe camel donkey
mule horse pony ponies pig piglet hog sow swine chicken hen cock rooster chick duck duckling goose geese turkey pigeon
poultry bird dog puppy puppies hound cat kitten rabbit fish shark whale dolphin tortoise turtle snake python cobra viper
elephant jumbo rhino rhinoceros lion lioness leopard cheetah hyena hippo hippopotamus buffalo buffaloes crocodile zebra
giraffe antelope gazelle impala kudu eland wildebeest monkey baboon gorilla chimpanzee jackal wolf wolves fox foxes
cub eagle vulture ostrich ostriches flamingo stork bee hive
"""
_ANIMALS = frozenset(_ANIMAL_WORDS.split())
BEASTS = "|".join(_ANIMAL_WORDS.split())
"""For tolls that name animals elsewhere than behind their number; there, people are known and all else is not."""
_BEFALLEN = re.compile(
    r"#\d+(?P<who>(?: [\w'-]+){1,3}?)(?: (?:were|was|are|have|been|found|also))* (?:killed|shot|dead|died|die|injured|"
    r"hurt|missing|poisoned|slaughtered)\b|\b(?:kill|injur|shot|poison|slaughter|maul)\w*(?: dead)? "
    r"#\d+(?P<whom>(?: [\w'-]+){1,3})"
)
_BY_OR_FOR_PEOPLE = ("attack", "raid", "rustl", "thief", "thieves", "theft")
"""Behind an animal, these make a toll one of people again: "deaths in elephant attacks"."""
_BEFORE_PEOPLE_WORDS = """
sports arms rights customs prisons drugs sales plainclothes forces operations communications goods games narcotics
affairs works services times friends states weapons homicides investigations elections
"""
_BEFORE_PEOPLE = frozenset(_BEFORE_PEOPLE_WORDS.split())
"""Plurals that say which people: "arms dealers", "rights activists"."""
_SAYING = frozenset(["say", "says", "claim", "lament"])
_ONE = frozenset(["one", "1"])
_STOPS = """
of in and or to by for on at were was are is who that after with from had has have year years month months day days
the a an his her their its shot said say says told charged jailed accused stormed raided hit hits ran run fled
fought tried over as when while during but because inside outside into against under near die died dies dead stole
steal hour hours week weeks time times percent per cent km kilometres more million cases counts missing injured
wounded hurt slain murdered held nabbed detained still not no it he she they most
"""
STOP_WORDS = tuple(_STOPS.split())
_STOP = frozenset(STOP_WORDS)
VERB = r"(?:kill|attack|robb(?!ery)|stab|arrest|burn|beat)\w*"
_VERB = re.compile(VERB)
_PLURAL = re.compile(r"[a-z][a-z-]+[a-hj-rtv-z]s")
_MOST_ADJECTIVES = 3


def people_after(words: Sequence[str], place: int, peoples: frozenset[str]) -> tuple[str, int] | None:
    """Return the mark for the people that the words from ``place`` on name, and where their words end.

    ``peoples`` are counted by their own names. A compound ends with its last noun: "police officers" are people, and
    "police dogs" are none.
    """
    first = place + 2 if _own(words, place) else place
    found = ""
    end = first
    for number in range(first, min(len(words), first + _MOST_ADJECTIVES + 1)):
        word = words[number]
        named = word in peoples or _names_people(word)
        if named and number + 1 < len(words) and words[number + 1] in _SAYING:
            break  # "400 sheep farmers say": who tells of it
        if not named and (found or _ends(word)):
            break
        if named:
            found, end = word, number + 1
    if not found or _belongs(words, place, found, end):
        return None
    if words[first] in {"other", "others"}:
        return "others", end
    return ("suspects" if found in _SUSPECTS else "hostages" if found in _HOSTAGES else "persons"), end


def _is_animal(word: str) -> bool:
    return word in _ANIMALS or word.removesuffix("s") in _ANIMALS


def counts_animals(before: str, said: str) -> bool:
    """Return whether ``said`` gives a toll of animals: "deaths of rhinos", "two others" after "three lions killed"."""
    words = said.split()
    if words[0] in {"dead", "death", "deaths", "toll", "fatalities"} or ":" in words:
        words.insert(0, before.rpartition(" ")[2])
    followers = [*words[1:], ""]
    if any(
        _is_animal(one) and not after.startswith(_BY_OR_FOR_PEOPLE) for one, after in zip(words, followers, strict=True)
    ):
        return True
    told = _BEFALLEN.finditer(before) if "others" in words else ()
    return any(_is_animal(word) for match in told for word in (match["who"] or match["whom"]).split())


def _names_people(word: str) -> bool:
    return word in _NAMES or word.rpartition("-")[2] in _NAMES or _PEOPLE_ENDING.fullmatch(word) is not None


def _ends(word: str) -> bool:
    """True for a word behind which the people of a number do not stand: a stop, a verb, whatever else is counted."""
    counted = _PLURAL.fullmatch(word) and word not in _BEFORE_PEOPLE
    return word in _STOP or not word[:1].isalpha() or bool(counted) or _VERB.fullmatch(word) is not None


def _belongs(words: Sequence[str], place: int, found: str, end: int) -> bool:
    """True when the people only say whose or which things are counted: "police dogs", "two Chinese lorries"."""
    if end == len(words):
        return False
    after = words[end]
    if _is_animal(after):
        return True
    whose = not found.endswith(("s", "men", "people", "children", "others"))
    return whose and words[place - 1] not in _ONE and after not in _STOP and _PLURAL.fullmatch(after) is not None


def _own(words: Sequence[str], place: int) -> bool:
    """True for "of its", "of their"."""
    return place + 1 < len(words) and words[place] == "of" and words[place + 1] in {"its", "their", "his", "our", "my"}
