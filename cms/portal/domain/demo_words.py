"""The words the demo world is made of. All invented; no real person, company or place is meant."""

# First half of a name: places that do not exist.
PLACES = (
    "Bøgely", "Egelev", "Åmose", "Kløverbakken", "Tjørnevang", "Hyldekær", "Birkemose", "Rønnehegn", "Lærkeholt", "Vibetofte",
    "Mosevang", "Skovduelund", "Pilevadet", "Stenrosen", "Havrekrogen", "Kornvænget", "Lyngtorpet", "Ravnekær", "Uglemosen",
    "Svalehøj", "Hasselrenden", "Blåklokken", "Rughaven", "Engbrinken", "Snerlevang", "Mælkebøtten", "Ahorngyden", "Elletoften",
    "Kvædehaven", "Tudsevejen", "Gyvelbakken", "Frøslugten", "Nældegården", "Kastanjen", "Porsemosen", "Østersivet",
)  # fmt: skip
# Second half by group of services.
TRADES = {
    "cleaning": ("Rengøring & Service", "Rent Hus", "Spand & Klud", "Vinduer og Gulve"),
    "food": ("Køkken", "Kantine", "Bageri", "Madværksted"),
    "grounds": ("Gartneri", "Udemiljø", "Have & Park", "Grønne Hænder"),
    "laundry": ("Vaskeri", "Systue", "Linned", "Tekstilværksted"),
    "logistics": ("Lager & Pak", "Bude", "Pakkeri", "Flytning"),
    "assembly": ("Montage", "Træværksted", "Metal", "Samleværksted"),
    "reuse": ("Genbrug", "Cykelværksted", "Kredsløb", "Byttehal"),
    "building": ("Ejendomsservice", "Vedligehold", "Malerlaug", "Pedelhjælp"),
    "office": ("Kontorhjælp", "Trykkeri", "Test & Data", "Scanning"),
    "visit": ("Café", "Værtshold", "Mødested", "Butik"),
    "care": ("Hverdagshjælp", "Ledsagelse", "Dagligvarer", "Dyrepasning"),
    "people": ("Læreplads", "Mentorhus", "Oplæring", "Afklaring"),
}
LEADS = {
    "cleaning": (
        "Faste hold, så I kender dem, der kommer. Vi begynder, når kontoret er tomt, eller når det passer jer.",
        "Gulve, borde, toiletter og køkken. Vi bruger svanemærkede midler og få af dem.",
        "Skoler og klinikker er vores hverdag. To og to går vi gennem huset, og en holder øje med listen.",
    ),
    "food": (
        "Frokost fra bunden af årstidens råvarer. Vi bager selv brødet og tager opvasken.",
        "Kantine for op til tre hundrede. Menuen hænger om mandagen, og der er altid noget grønt.",
        "Smørrebrød, suppe og kage til mødet. Bestil dagen før, så er det på bordet til tiden.",
    ),
    "grounds": (
        "Hække, bede og græs hele året. Om vinteren rydder vi sne og strør grus.",
        "Vi passer grønne områder for boligforeninger og skoler. Den samme gartner kommer hver gang.",
        "Brænde, hegn og stier. Vi har egne maskiner og kender jorden her.",
    ),
    "laundry": (
        "Vi henter om mandagen og kommer igen om torsdagen. Knapper og lynlåse ordner vi med det samme.",
        "Arbejdstøj, viskestykker og duge. Alt er mærket, så I får jeres eget tilbage.",
        "Systuen retter, lapper og syr nyt af gammelt. Kom forbi med en prøve.",
    ),
    "logistics": (
        "Plads på hylderne og hænder til at pakke. Små serier er også velkomne.",
        "Vi plukker og sender for webshops. Ordrer før middag går samme dag.",
        "Cykelbude i byen og varebil på landet. Vi ringer, før vi kommer.",
    ),
    "assembly": (
        "Vi samler, skruer og kontrollerer efter jeres tegning. Hver kasse er talt to gange.",
        "Træ og metal i små serier. Vi laver gerne en prøve, før I bestiller.",
        "Montage af elektronik ved faste borde i et roligt lokale.",
    ),
    "reuse": (
        "Det, I er færdige med, får en runde til. I får en opgørelse over, hvad der blev til hvad.",
        "Vi henter storskrald og skiller det ad. Metal, træ og ledninger hver for sig.",
        "Cykler, møbler og lamper gøres i stand og sælges billigt igen.",
    ),
    "building": (
        "Døren, der binder, og lampen, der blinker. Én fast mand eller kvinde til hver ejendom.",
        "Vi maler trapper, plankeværker og klasselokaler, også i ferien.",
        "Runde om ejendommen hver morgen. I får en kort besked, hvis noget skal ordnes.",
    ),
    "office": (
        "Kuverter, lister og gamle mapper. Vi arbejder roligt og finder fejlene.",
        "Vi scanner arkivet og giver filerne navne, som I kan finde igen.",
        "Visitkort, plakater og foldere. Vi ser korrekturen igennem en ekstra gang.",
    ),
    "visit": (
        "En dør, der står åben, og kaffe på kanden. Lokaler til både otte og firs.",
        "Vi tager imod jeres gæster, finder lokalet og sætter stolene på plads bagefter.",
        "Café ved havnen med boller fra klokken otte. Lokalet kan lejes om aftenen.",
    ),
    "care": (
        "En tur, et indkøb, en hånd. Det er den samme, der kommer hver gang.",
        "Vi handler ind efter listen og sætter varerne på plads.",
        "Hunden skal luftes, og katten skal have mad. Vi kommer morgen og aften.",
    ),
    "people": (
        "Oplæring i eget tempo med en makker ved siden af. Arbejdet er rigtigt fra første dag.",
        "Mentor på arbejdspladsen, som også taler med chefen.",
        "Tre måneder i værkstedet, og så ved vi sammen, hvad der skal ske.",
    ),
}
LEADS_EN = {
    "office": "We test websites and apps with patience and an eye for detail. Reports in English or Danish.",
    "reuse": "We wipe, repair and resell office computers. You get a list of what each machine became.",
}
TAILS = (
    "Ring, før I sender en ordre; så finder vi ud af det.",
    "Vi siger til, hvis vi ikke kan nå det.",
    "Prøv os i en måned.",
    "Vi har plads til to kunder mere i år.",
    "Priserne står på et ark, som vi gerne sender.",
    "Vi kommer gerne forbi og ser på opgaven.",
)
FIRST_NAMES = (
    "Rikke", "Jens", "Amina", "Søren", "Mette", "Yusuf", "Karen", "Ole", "Fatima", "Bo", "Signe", "Ahmed", "Lone", "Viggo",
    "Ingrid", "Peder", "Zeynep", "Tove", "Anders", "Birgit",
)  # fmt: skip
SURNAMES = ("Prøvesen", "Eksempelsen", "Demogaard", "Skabelonsen", "Mønstergaard", "Afprøvsen")
ROADS = ("Prøvevej", "Eksempelgade", "Demostræde", "Mønsteralle", "Skabelontorv", "Afprøvningsvej")
LARGE = (
    "Nordfjeld Pumper", "Havbryn Transport", "Stjerneko Mejeri", "Blåbjælken Byg", "Solhverv Energi", "Kobberkedlen Bryg",
    "Tangfjord Medico", "Vindmark Møller", "Egetræet Forsikring", "Silkevejen Mode", "Isbryder Køl", "Pergament Papir",
    "Tågehorn Rederi", "Fyrtårn Pension", "Kompasset Rejser", "Urværket Elektronik", "Teglovnen Mursten", "Ankerspil Havn",
    "Glødelampe Lys", "Sæbeboble Kemi",
)  # fmt: skip
DEPARTMENTS = {
    "canteen": "Kantinen", "cleaning": "Rengøringsholdet", "laundry": "Vaskeriet", "grounds": "Udeholdet",
    "maintenance": "Teknisk hjælp", "warehouse": "Lagerholdet", "packing": "Pakkeriet", "transport": "Budcentralen",
    "assembly": "Montagen", "workshop": "Værkstedet", "it-reuse": "It-genbrug", "waste": "Genbrugsgården",
    "reception": "Receptionen", "post-room": "Postrummet", "archive": "Arkivet", "shop": "Personalebutikken",
}  # fmt: skip
# Why an entry was suspended or withdrawn, in words that may be public (Danish, English).
SUSPENSIONS = (
    ("Årsrapporten mangler. Virksomheden er hørt.", "The annual report is missing. The company has been heard."),
    ("Opgørelsen af ansatte er for gammel. Virksomheden er hørt.", "The head count is out of date. The company has been heard."),
    ("Tilsynet kunne ikke gennemføres. En ny dato er aftalt.", "The visit could not be made. A new date has been set."),
)
WITHDRAWALS = (
    ("Kravene var ikke opfyldt ved tilsynet. Virksomheden er hørt og kan klage.",
     "The requirements were not met at the visit. The company has been heard and may appeal."),
    ("Virksomheden bad selv om at få diplomet trukket tilbage.", "The company itself asked for the withdrawal."),
)  # fmt: skip
