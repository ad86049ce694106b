"""Word lists, written by hand, from which the training text is put together. Data only."""

# ruff: noqa: SIM905  (words in running text are easier to read than quoted ones)

THINGS = tuple(
    """
    lamp pump filter valve tank hose ladder drill saw hammer wrench bolt screw cable plug socket
    fuse battery motor engine gear wheel belt chain brake lever handle switch button dial gauge
    meter sensor camera lens mirror telescope microscope projector screen monitor keyboard
    printer scanner router server radio antenna speaker microphone headset recorder clock watch
    timer alarm bell siren whistle torch lantern candle heater fan boiler furnace oven stove
    kettle fridge freezer cooler washer dryer sink basin tap pipe drain bucket mop broom brush
    sponge cloth towel blanket pillow mattress curtain carpet table desk chair bench stool sofa
    shelf cabinet drawer cupboard locker safe box crate barrel basket bag sack case trunk
    suitcase envelope folder binder notebook ledger register map chart poster sign label badge
    card ticket pass key lock gate fence door window shutter ramp stair lift elevator crane
    forklift trolley cart wagon truck van car bus tram train bicycle boat canoe raft kayak ferry
    anchor rope net hook rod bridge tower mast pole pillar beam plank tile brick stone slab
    panel sheet board glass bottle jar cup mug plate bowl dish tray spoon fork knife pan pot lid
    funnel flask beaker tube pipette syringe needle swab bandage mask glove helmet goggle apron
    coat jacket boot vest harness stretcher crutch scale balance thermometer barometer compass
    ruler tape marker pencil pen chalk eraser stapler stamp seal magnet coil wire circuit chip
    module probe detector counter laser prism grating specimen sample culture plant seed bulb
    shrub hedge tree log branch leaf flower vase statue painting portrait frame sculpture mosaic
    coin medal sword shield drum flute violin piano organ harp trumpet guitar costume puppet
    puzzle doll kite ball bat racket tent stove rucksack parcel letter package pallet container
    tanker trailer rover drone shuttle capsule dome roof gutter chimney cellar hatch kiln press
    loom lathe grinder mixer blender toaster sieve scoop spade shovel rake hoe sickle sprinkler
    greenhouse fountain birdbath beehive trap cage kennel saddle bridle cistern turbine
    generator transformer compressor condenser radiator thermostat humidifier nozzle piston
    gasket bearing spindle clamp vice jig template stencil canvas easel palette archive album
    manuscript scroll booklet leaflet manual atlas globe model exhibit display vitrine pedestal
    turnstile kiosk counterweight
    """.split()
)

ADJECTIVES = tuple(
    """
    red blue green yellow white black grey brown orange silver golden copper brass steel wooden
    plastic rubber ceramic leather woollen cotton paper stone old new small large big tall short
    long narrow wide thick thin heavy light round square flat curved hollow solid soft hard
    smooth rough sharp blunt clean dry wet warm cold hot cool quiet loud bright dark upper lower
    inner outer left right front rear main spare second third first last northern southern
    eastern western central coastal rural portable fixed mobile electric manual automatic
    digital mechanical hydraulic optical magnetic solar public private shared personal temporary
    permanent emergency safety medical technical official annual monthly weekly daily early late
    winter summer autumn spring morning evening night indoor outdoor underground open closed
    empty full broken repaired antique modern ancient rare common simple double single triple
    folding sliding rolling hanging standing floating sealed locked painted polished printed
    engraved sterile fragile spotted striped plain fresh frozen raw boiled roasted sweet bitter
    salty
    """.split()
)

PLACES = tuple(
    """
    office kitchen garage workshop laboratory library archive museum gallery theatre cinema hall
    lobby corridor basement attic cellar courtyard garden park playground stadium gym pool
    harbour station airport depot warehouse barn stable mill bakery dairy brewery factory
    foundry quarry mine school college clinic hospital pharmacy chapel church castle fort palace
    tower lighthouse observatory planetarium aquarium zoo nursery orchard vineyard farm market
    shop cafe canteen restaurant hotel hostel cabin camp shelter pavilion terrace balcony studio
    classroom auditorium reception cloakroom storeroom boathouse greenhouse yard dock pier plaza
    arcade annex
    """.split()
)

SPOTS = tuple(
    """
    entrance gate counter desk window staircase fireplace noticeboard mailbox lift exit fountain
    bridge shelf cabinet drawer cupboard locker rack bench hatch ramp fence statue oak well
    clock door wall
    """.split()
)

ROLES = tuple(
    """
    director manager curator librarian archivist engineer technician mechanic electrician
    plumber carpenter gardener cook baker cleaner porter caretaker guard driver pilot captain
    navigator clerk secretary treasurer accountant auditor lawyer nurse doctor surgeon dentist
    pharmacist chemist biologist geologist astronomer physicist botanist historian teacher
    lecturer tutor trainer coach editor writer translator designer architect surveyor inspector
    supervisor coordinator planner assistant receptionist guide keeper warden ranger steward
    chairman mentor deputy registrar operator analyst programmer conservator restorer
    """.split()
)

FIELDS = tuple(
    """
    safety training finance transport catering housekeeping security research education
    maintenance purchasing logistics archives exhibitions events press membership fundraising
    quality hygiene recycling energy water heating lighting ventilation parking travel payroll
    recruitment insurance software network data mail print conservation collections loans
    visitor volunteer student patient customer animal plant equipment vehicle building harbour
    optics
    """.split()
)

GROUPS = tuple(
    """
    visitor guest member volunteer student pupil teacher employee worker trainee apprentice
    driver cyclist customer patient tenant resident researcher reader passenger camper diver
    climber swimmer rider player parent child adult pensioner tourist supplier contractor
    neighbour courier
    """.split()
)

DOCUMENTS = tuple(
    """
    report invoice application form receipt contract permit timesheet complaint proposal claim
    request order budget inventory logbook questionnaire certificate summary schedule
    registration reservation estimate passport essay thesis draft statement notice
    """.split()
)

EVENTS = tuple(
    """
    meeting lecture workshop concert tour festival fair course exam inspection drill audit
    briefing ceremony parade race tournament rehearsal screening seminar auction picnic
    breakfast lunch dinner cleanup harvest launch survey interview exhibition
    """.split()
)

MATERIALS = tuple(
    """
    oak pine beech bamboo copper brass bronze iron steel tin lead silver gold glass marble
    granite slate sandstone clay concrete plaster leather linen cotton wool silk felt canvas
    rubber wax cork paper cardboard aluminium titanium porcelain
    """.split()
)

COLOURS = tuple(
    "red blue green yellow white black grey brown orange purple pink turquoise violet crimson "
    "silver beige navy olive cream scarlet".split()
)

SUBSTANCES = tuple(
    """
    water oil milk vinegar alcohol petrol diesel paint varnish glue resin ink bleach soap salt
    sugar flour rice sand gravel cement lime chalk charcoal coal ash peat compost manure
    fertiliser grease paraffin acetone ammonia chlorine helium nitrogen oxygen argon methane
    syrup honey juice coffee tea cocoa broth
    """.split()
)

# base, third person, participle, gerund
VERBS = tuple(
    tuple(line.split())
    for line in """
    clean cleans cleaned cleaning
    check checks checked checking
    repair repairs repaired repairing
    replace replaces replaced replacing
    paint paints painted painting
    move moves moved moving
    lift lifts lifted lifting
    open opens opened opening
    close closes closed closing
    lock locks locked locking
    unlock unlocks unlocked unlocking
    fill fills filled filling
    empty empties emptied emptying
    wash washes washed washing
    dry dries dried drying
    rinse rinses rinsed rinsing
    store stores stored storing
    label labels labelled labelling
    pack packs packed packing
    unpack unpacks unpacked unpacking
    weigh weighs weighed weighing
    measure measures measured measuring
    test tests tested testing
    calibrate calibrates calibrated calibrating
    adjust adjusts adjusted adjusting
    connect connects connected connecting
    remove removes removed removing
    install installs installed installing
    inspect inspects inspected inspecting
    order orders ordered ordering
    count counts counted counting
    sort sorts sorted sorting
    return returns returned returning
    borrow borrows borrowed borrowing
    reserve reserves reserved reserving
    sign signs signed signing
    copy copies copied copying
    print prints printed printing
    scan scans scanned scanning
    file files filed filing
    polish polishes polished polishing
    oil oils oiled oiling
    tighten tightens tightened tightening
    loosen loosens loosened loosening
    mount mounts mounted mounting
    cover covers covered covering
    fold folds folded folding
    stack stacks stacked stacking
    mark marks marked marking
    seal seals sealed sealing
    heat heats heated heating
    cool cools cooled cooling
    charge charges charged charging
    start starts started starting
    stop stops stopped stopping
    reset resets reset resetting
    record records recorded recording
    photograph photographs photographed photographing
    carry carries carried carrying
    deliver delivers delivered delivering
    collect collects collected collecting
    register registers registered registering
    approve approves approved approving
    review reviews reviewed reviewing
    update updates updated updating
    sweep sweeps swept sweeping
    disinfect disinfects disinfected disinfecting
    drain drains drained draining
    flush flushes flushed flushing
    wrap wraps wrapped wrapping
    cut cuts cut cutting
    sand sands sanded sanding
    glue glues glued gluing
    restore restores restored restoring
    examine examines examined examining
    trim trims trimmed trimming
    water waters watered watering
    feed feeds fed feeding
    guard guards guarded guarding
    publish publishes published publishing
    """.strip().splitlines()
)

ADVERBS = tuple(
    "carefully slowly quickly gently firmly thoroughly briefly completely lightly evenly twice "
    "once immediately regularly quietly separately together again by~hand with~care".replace(
        "~", "_"
    ).split()
)

ABSTRACT = tuple(
    """
    noise dust smoke frost rust damp heat glare theft fire flood storm fog wind rain snow mould
    insects mice birds vibration leaks sparks shock injury delay waste damage fraud errors
    confusion traffic
    """.split()
)

UNIT_TABLE = {
    "weight": "kg grams tonnes kilograms pounds".split(),
    "length": "m cm mm metres centimetres km kilometres feet inches".split(),
    "duration": "seconds minutes hours days weeks months years".split(),
    "volume": "litres ml millilitres gallons cups".split(),
    "temperature": ["degrees", "°C", "degrees Celsius", "K"],
    "power": "watts kW volts amperes kilowatts".split(),
    "money": "euros pounds dollars cents crowns".split(),
    "speed": ["km/h", "metres per second", "rpm", "knots"],
    "share": ["percent", "%"],
    "pressure": "bar millibars pascals".split(),
    "data": "MB GB kilobytes terabytes".split(),
    "frequency": "Hz kHz MHz".split(),
}

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = (
    "January February March April May June July August September October November December".split()
)
NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty "
    "sixty ninety".split()
)
ORDINALS = "first second third fourth fifth sixth".split()

FIRST_NAMES = tuple(
    """
    Anna Bert Clara David Elena Felix Greta Hugo Ines Jonas Karin Leo Maria Nils Olga Paul Rosa
    Simon Tessa Ulf Vera Walter Yara Zoe Amir Bela Carlos Dina Emil Fatima George Hanna Ivan
    Julia Kofi Lena Mara Noor Omar Petra Quentin Ravi Sara Tomas Uma Victor Wanda Xenia Yusuf
    Alice Brian Colin Doris Edith Frank Gwen Henry Irene Jack Kate Luke Martha Nora Oscar Peter
    Ruth Sam Thomas Ursula Vincent
    """.split()
)
ONSETS = (
    "b bl br c ch cl cr d dr f fl fr g gl gr h j k kl kr l m n p pl pr qu r s sc sh sk sl sm sn sp "
    "st str t th tr v w wh y z"
).split()
VOWELS = "a e i o u ai ea ee ie oa oo ou au ei y".split()
CODAS = (
    "b ck d ff g k l ll lm lt m mp n nd ng nk nt p r rd rk rl rm rn rt s sk ss st t th x z".split()
    + [""] * 8
)
NAME_ENDS = (
    "son field wick ton ley man berg stein ford worth well by er ski ova ini ez ard ing ham mark "
    "dale brook wood croft".split()
)
ORG_KINDS = (
    "Society Institute Foundation Company Museum Trust Club Council Union Works Observatory "
    "Laboratory Centre Group Library College Press Station School Association".split()
)
