"""Sentence frames with their questions, written by hand. Data only.

A line is `relation :: sentences :: questions`; sentences are parted by ` | `, a question is
`text > answer`. `{T}` is a slot of kind `T`; `{T_2}` a second one of that kind.
"""

# ruff: noqa: E501, SIM905  (one frame a line: broken lines would hide its three fields)

FRAMES = """
role :: {P} is the {R}. | The {R} is {P}. | {P} works as {R}. | Our {R} is called {P}. | {R}: {P} | The post of {R} is held by {P}. | Since {year}, {P} has been the {R}. | {P} ({R}) :: Who is the {R}? > {P} | What is the name of the {R}? > {P} | What is the role of {P}? > {R} | Which role does {P} have? > {R} | What does {P} work as? > {R}
charge :: {P} is responsible for {Vg}. | {P} takes care of {Vg}. | The task of {Vg} falls to {P}. | {Vg} is the job of {P}. :: Who is responsible for {Vg}? > {P} | Who takes care of {Vg}? > {P} | What is {P} responsible for? > {Vg}
fieldlead :: {P} leads the {F} team. | The {F} team is led by {P}. | {P}, who leads the {F} team, came from {town}. | The {F} department is headed by {P}. :: Who leads the {F} team? > {P} | Who is in charge of {F}? > {P} | Which team does {P} lead? > {F}
roleduty :: The {R} {X} the {Ts} {freq}. | Every {Ts} must be {X} by the {R}, and this happens {freq}. :: How often does the {R} deal with the {Ts}? > {freq} | Who looks after the {Ts}? > {R}
standin :: When {P} is away, {P_2} stands in. | {P_2} is the deputy of {P}. | In the absence of {P}, ask {P_2}. :: Who stands in for {P}? > {P_2} | Who is the deputy of {P}? > {P_2} | For whom does {P_2} stand in? > {P}
weight :: The {T} weighs {wt}. | The weight of the {T} is {wt}. | With a weight of {wt}, the {T} is easy to spot. | {T}: weight {wt} :: How much does the {T} weigh? > {wt} | What is the weight of the {T}? > {wt} | How heavy is the {T}? > {wt} | Which item weighs {wt}? > {T}
length :: The {T} is {len} long. | The length of the {T} is {len}. | The {T} has a length of {len}. | A {T} of {len} stands {K}. :: How long is the {T}? > {len} | What is the length of the {T}? > {len} | What length does the {T} have? > {len}
height :: The {T} is {len} high. | At {len}, the {T} is the tallest one. | The {T} reaches a height of {len}. :: How high is the {T}? > {len} | What is the height of the {T}? > {len} | How tall is the {T}? > {len}
depth :: The {L} lies {len} below ground. | The {L} has a depth of {len}. :: How deep is the {L}? > {len} | What is the depth of the {L}? > {len}
volume :: The {T} holds {vol}. | The {T} has a capacity of {vol}. | Up to {vol} of {U} fit into the {T}. :: How much does the {T} hold? > {vol} | What is the capacity of the {T}? > {vol} | How much fits into the {T}? > {vol}
power :: The {T} uses {pow}. | The {T} runs on {pow}. | The power of the {T} is {pow}. | The {T} is rated at {pow}. :: What is the power of the {T}? > {pow} | How much power does the {T} need? > {pow} | At what is the {T} rated? > {pow}
temperature :: The {L} is kept at {temp}. | The temperature in the {L} must stay at {temp}. | In the {L} it is always {temp}. | Keep the {L} at {temp} at all times. :: At what temperature is the {L} kept? > {temp} | What is the temperature in the {L}? > {temp} | How warm is it in the {L}? > {temp}
tempitem :: Store {U} at {temp}. | {U} is stored at {temp}. | The {U} is heated to {temp}. :: At what temperature is {U} stored? > {temp} | Which temperature does {U} need? > {temp}
speed :: The {T} moves at {speed}. | The top speed of the {T} is {speed}. | The {T} turns at {speed}. :: How fast is the {T}? > {speed} | What is the speed of the {T}? > {speed}
pressure :: The {T} works at {press}. | The pressure in the {T} must not exceed {press}. :: What is the pressure of the {T}? > {press} | Which pressure does the {T} bear? > {press}
memory :: The {T} stores {data}. | The {T} has a memory of {data}. :: How much memory does the {T} have? > {data} | How much can the {T} store? > {data}
tune :: The {T} sends at {hz}. | The {T} is tuned to {hz}. :: At what frequency does the {T} send? > {hz} | To what is the {T} tuned? > {hz}
share :: About {share} of the {Ts} are {X} each year. | Of all {Ts}, {share} are {X}. :: What share of the {Ts} is {X}? > {share} | How many of the {Ts} are {X}? > {share}
kept :: {Ts} are kept for {dur}. | We keep {Ts} for {dur}. | {Ts} must be kept for at least {dur}. | The {R} keeps all {Ts} for {dur}. :: How long are {Ts} kept? > {dur} | For how long are {Ts} kept? > {dur} | What is kept for {dur}? > {Ts}
lasts :: The {E} lasts {dur}. | The {E} takes {dur}. | Allow {dur} for the {E}. | Plan {dur} for the {E}. :: How long does the {E} last? > {dur} | How long does the {E} take? > {dur} | What is the length of the {E}? > {dur}
wait :: Wait {dur} before {Vg}. | After {Vg}, wait {dur}. | Let it rest for {dur} before {Vg}. :: How long must one wait before {Vg}? > {dur} | How long should you wait when {Vg}? > {dur}
battery :: The battery of the {T} lasts {dur}. | On one charge the {T} runs for {dur}. :: How long does the battery of the {T} last? > {dur} | How long does the {T} run? > {dur}
warranty :: The {T} has a warranty of {dur}. | The warranty on the {T} ends after {dur}. :: How long is the warranty of the {T}? > {dur} | What is the warranty on the {T}? > {dur}
deadline :: The {D} must be handed in within {dur}. | Hand in the {D} within {dur}. | {G} have {dur} to hand in the {D}. :: How soon must the {D} be handed in? > {dur} | Within what time must the {D} be handed in? > {dur} | What is the deadline for the {D}? > {dur}
duedate :: The {D} is due on {date}. | Please send the {D} by {date}. | The last day for the {D} is {date}. | All {G} send in the {D} no later than {date}. :: When is the {D} due? > {date} | By when must the {D} be sent? > {date} | What is the last day for the {D}? > {date} | What is due on {date}? > {D}
notice :: {G} must give {dur} of notice. | The notice period for {G} is {dur}. :: How much notice must {G} give? > {dur} | What is the notice period for {G}? > {dur}
location :: The {T} is {K}. | The {T} is kept {K}. | You will find the {T} {K}. | {K} stands the {T}. | The {T} was moved and now stands {K}. :: Where is the {T}? > {K} | Where can I find the {T}? > {K} | Where is the {T} kept? > {K} | What is {K}? > {T}
stored :: {Ts} are stored {K}. | Put {Ts} {K}. | All {Ts} belong {K}. | Leave your {Ts} {K}. :: Where are {Ts} stored? > {K} | Where do {Ts} belong? > {K} | What is stored {K}? > {Ts}
placeat :: The {L} is {K}. | The {L} can be found {K}. | The way to the {L}: it is {K}. :: Where is the {L}? > {K} | Where can the {L} be found? > {K}
eventplace :: The {E} takes place in the {L}. | Come to the {L} for the {E}. | The {L} is where the {E} is held. :: Where does the {E} take place? > the {L} | Where is the {E} held? > the {L} | What takes place in the {L}? > {E}
eventday :: The {E} is on {day}. | The {E} takes place on {day}. | On {day} we hold the {E}. | {E}: {day} :: When is the {E}? > {day} | On which day is the {E}? > {day} | What happens on {day}? > {E}
eventtime :: The {E} starts at {time}. | At {time} the {E} begins. | The {E} begins at {time} sharp. :: When does the {E} start? > {time} | At what time does the {E} begin? > {time} | What begins at {time}? > {E}
eventdate :: The {E} was held on {date}. | On {date}, the {E} was held in {town}. | The next {E} is planned for {date}. :: When was the {E} held? > {date} | What is the date of the {E}? > {date}
count :: The {L} has {n} {Ts}. | There are {n} {Ts} in the {L}. | In the {L} you will find {n} {Ts}. | The {L} is fitted with {n} {Ts}. :: How many {Ts} does the {L} have? > {n} | How many {Ts} are in the {L}? > {n} | What is the number of {Ts} in the {L}? > {n}
seats :: The {L} seats {n} {G}. | The {L} has room for {n} {G}. | Up to {n} {G} may use the {L} at once. :: How many {G} does the {L} seat? > {n} | How many {G} may use the {L}? > {n} | For how many {G} does the {L} have room? > {n}
limit :: No more than {n} {G} may enter the {L} at a time. | At most {n} {G} are let into the {L}. | The {L} is limited to {n} {G}. :: How many {G} may enter the {L} at a time? > {n} | What is the largest number of {G} in the {L}? > {n}
borrow :: {G} may borrow {n} {Ts}. | Each of the {G} may take home {n} {Ts}. :: How many {Ts} may {G} borrow? > {n} | How many {Ts} may {G} take home? > {n}
hours :: The {L} is open from {hours}. | The {L} opens daily, from {hours}. | Opening hours of the {L}: {hours} | You can visit the {L} from {hours}. :: When is the {L} open? > {hours} | What are the opening hours of the {L}? > {hours} | At what hours can the {L} be visited? > {hours}
closes :: The {L} closes at {time}. | At {time} the {L} is locked. | Leave the {L} before {time}. :: When does the {L} close? > {time} | At what time is the {L} locked? > {time}
closedday :: The {L} is closed on {day}. | On {day} the {L} stays shut. :: On which day is the {L} closed? > {day} | When is the {L} closed? > {day} | What is closed on {day}? > {L}
price :: A {T} costs {money}. | The price of a {T} is {money}. | The {T} is sold for {money}. | {T}: {money} | We paid {money} for the {T}. :: How much does the {T} cost? > {money} | What is the price of the {T}? > {money} | What does a {T} cost? > {money}
fee :: The fee for the {E} is {money}. | {G} pay {money} for the {E}. | Entry to the {E} is {money}. :: What is the fee for the {E}? > {money} | How much do {G} pay for the {E}? > {money} | How much is the {E}? > {money}
fine :: A lost {T} is charged at {money}. | Whoever loses a {T} pays {money}. :: How much is charged for a lost {T}? > {money} | What does losing a {T} cost? > {money}
deposit :: The deposit for the {T} is {money}. | Leave a deposit of {money} when you take the {T}. :: What is the deposit for the {T}? > {money} | How much deposit is taken for the {T}? > {money}
define :: A {W} is a {T} that is used for {Vg}. | {W} means a {T} that is used for {Vg}. | By {W} we mean a {T} that is used for {Vg}. | We call a {T} that is used for {Vg} a {W}. :: What is a {W}? > a {T} that is used for {Vg} | What does {W} mean? > a {T} that is used for {Vg} | What is a {W} used for? > {Vg} | What is meant by {W}? > a {T} that is used for {Vg}
definerole :: A {W} is a person who helps {G} with {Vg}. | The word {W} stands for a person who helps {G} with {Vg}. :: What is a {W}? > a person who helps {G} with {Vg} | What does the word {W} stand for? > a person who helps {G} with {Vg}
defineplace :: The {W} is the {L} where {Ts} are {X}. | The {L} where {Ts} are {X} is known as the {W}. :: What is the {W}? > the {L} where {Ts} are {X} | What is the {L} where {Ts} are {X} known as? > {W}
abbreviation :: {code} stands for {T} {W}. | {T} {W}, or {code} for short, is a term of the {F} team. :: What does {code} stand for? > {T} {W} | What is {code}? > {T} {W}
material :: The {T} is made of {M}. | The {T} was built from {M}. | It is {M} that the {T} is made of. :: What is the {T} made of? > {M} | Which material is the {T} made of? > {M} | What is made of {M}? > {T}
colour :: The {T} is painted {C}. | The colour of the {T} is {C}. | The {T} has a {C} cover. | Look for the {T}, it is {C}. :: What colour is the {T}? > {C} | Which colour does the {T} have? > {C} | How is the {T} painted? > {C}
marking :: {Ts} carry a {C} label. | A {C} label marks the {Ts}. :: What colour is the label on {Ts}? > {C} | Which label do {Ts} carry? > {C}
lightsignal :: A {C} light means that the {T} is {X}. | When the {T} is {X}, a {C} light comes on. :: What does a {C} light mean? > the {T} is {X} | Which light comes on when the {T} is {X}? > {C}
phone :: {P} can be reached at extension {tel}. | The extension of {P} is {tel}. | Call {P} on {tel}. | {P}, extension {tel} :: What is the extension of {P}? > {tel} | How can {P} be reached by phone? > {tel} | Which number does {P} have? > {tel} | Whose extension is {tel}? > {P}
rolephone :: In an emergency call the {R} on {tel}. | The {R} has the number {tel}. | The number of the {R} is {tel}. :: What is the number of the {R}? > {tel} | On which number is the {R} called? > {tel}
mail :: Write to {P} at {mail}. | The address of {P} is {mail}. | {P}: {mail} :: What is the e-mail address of {P}? > {mail} | Where can one write to {P}? > {mail} | Whose address is {mail}? > {P}
fieldmail :: Questions about {F} go to {mail}. | Write to {mail} about {F}. :: What is the e-mail address for {F}? > {mail} | Where does one ask about {F}? > {mail}
code :: The code of the {T} is {code}. | The {T} has the number {code}. | {T} (no. {code}) | On the {T} you can read {code}. :: What is the code of the {T}? > {code} | Which number does the {T} have? > {code} | Which item has the code {code}? > {T}
form :: Use form {code} to {V}. | To {V}, fill in form {code}. | Form {code} is needed to {V}. :: Which form is needed to {V}? > {code} | Which form is used to {V}? > {code} | What is form {code} needed for? > {V}
doorcode :: The {L} opens with the code {code}. | Type {code} to enter the {L}. :: What is the code for the {L}? > {code} | With what code does the {L} open? > {code}
room :: {P} has an office {K}. | The office of {P} is {K}. | You will meet {P} {K}. :: Where is the office of {P}? > {K} | Where can {P} be found? > {K}
founded :: The {O} was founded in {year} by {P}. | In {year}, {P} founded the {O}. | {P} set up the {O} in {year}. :: When was the {O} founded? > {year} | Who founded the {O}? > {P} | In which year was the {O} set up? > {year} | What did {P} found? > {O}
built :: The {L} was built in {year}. | Built in {year}, the {L} is still in use. | The {L} dates from {year}. :: When was the {L} built? > {year} | In which year was the {L} built? > {year} | From when does the {L} date? > {year}
donated :: The {T} was given by {P} in {year}. | {P} gave us the {T} in {year}. | We owe the {T} to {P}, who gave it in {year}. :: Who gave the {T}? > {P} | When was the {T} given? > {year} | What did {P} give? > {T}
found :: The {T} was found {K} by {P}. | {P} found the {T} {K}. :: Who found the {T}? > {P} | Where was the {T} found? > {K} | What did {P} find? > {T}
maker :: The {T} was made by {O}. | {O} makes the {T}. | The {T} comes from {O}. :: Who made the {T}? > {O} | Which firm makes the {T}? > {O} | What does {O} make? > {T}
born :: {P} was born in {town} in {year}. | {P}, born in {town} in {year}, studied {F}. :: Where was {P} born? > {town} | When was {P} born? > {year} | Who was born in {town}? > {P}
studied :: {P} studied {F} in {town}. | In {town}, {P} took a degree in {F}. :: What did {P} study? > {F} | Where did {P} study? > {town}
lives :: {P} lives in {town} and works in {town_2}. | {P} works in {town_2} but lives in {town}. :: Where does {P} live? > {town} | Where does {P} work? > {town_2} | Who lives in {town}? > {P}
likes :: {P} likes {U} and hates {A}. | What {P} hates is {A}; what pleases {P} is {U}. :: What does {P} like? > {U} | What does {P} hate? > {A}
frequency :: The {T} is {X} {freq}. | {freq}, the {T} is {X}. | We have the {T} {X} {freq}. | The {T} needs to be {X} {freq}. :: How often is the {T} {X}? > {freq} | When is the {T} {X}? > {freq} | What is done to the {T} {freq}? > {X}
freqplace :: The {L} is {X} {freq}. | Somebody from the {F} team has the {L} {X} {freq}. :: How often is the {L} {X}? > {freq} | At what interval is the {L} {X}? > {freq}
permission :: Only {G} may {V}. | {G} alone are allowed to {V}. | It is only {G} who may {V}. :: Who may {V}? > {G} | Who is allowed to {V}? > {G} | What may {G} do? > {V}
forbid :: {G} must not {V}. | It is forbidden for {G} to {V}. | {G} are asked never to {V}. :: What must {G} not do? > {V} | What is forbidden for {G}? > {V} | Who must not {V}? > {G}
duty :: {G} must {V}. | {G} are required to {V}. | {G} have to {V} before they leave. :: What must {G} do? > {V} | What are {G} required to do? > {V} | Who must {V}? > {G}
approval :: For {Vg}, you need the approval of {P}. | {Vg} must be approved by {P}. | {P} approves {Vg}. :: Who approves {Vg}? > {P} | Whose approval is needed for {Vg}? > {P}
signs :: The {D} is signed by the {R}. | The {R} signs the {D}. | A {D} counts only when the {R} has signed it. :: Who signs the {D}? > {R} | By whom is the {D} signed? > {R} | What does the {R} sign? > {D}
sendto :: Send the {D} to the {R}. | The {D} goes to the {R}. | Give the {D} to the {R}. :: Who receives the {D}? > {R} | To whom is the {D} sent? > {R} | Who should get the {D}? > {R}
reportto :: Report {A} to {P}. | In case of {A}, tell {P}. | If you notice {A}, call {P}. :: To whom is {A} reported? > {P} | Who must be told about {A}? > {P} | Whom do you call in case of {A}? > {P}
purpose :: The {T} is used to {V}. | We use the {T} to {V}. | With the {T} you can {V}. | The purpose of the {T} is to {V}. :: What is the {T} used for? > {V} | What is the purpose of the {T}? > {V} | What is used to {V}? > {T}
tool :: To {V}, take the {T}. | {V} with the {T}. | You need the {T} to {V}. :: What do you need to {V}? > the {T} | With what does one {V}? > the {T}
protect :: The {T} protects against {A}. | Against {A}, wear the {T}. | A {T} keeps off {A}. :: What does the {T} protect against? > {A} | What protects against {A}? > {T} | What should be worn against {A}? > {T}
reason :: The {L} is closed because of {A}. | Because of {A}, the {L} is closed. | {A} is the reason why the {L} is closed. :: Why is the {L} closed? > {A} | What is the reason for closing the {L}? > {A}
cause :: The {T} failed because of {A}. | {A} made the {T} fail. | The cause of the trouble with the {T} was {A}. :: Why did the {T} fail? > {A} | What made the {T} fail? > {A} | What was the cause of the trouble with the {T}? > {A}
emergency :: If the {T} fails, {V}. | {V} if the {T} fails. | In case the {T} fails, {V} at once. | When the {T} breaks down, you should {V}. :: What should you do if the {T} fails? > {V} | What must be done when the {T} breaks down? > {V}
inevent :: In case of {A}, {V}. | If there is {A}, {V}. | {A}? Then {V}. :: What should you do in case of {A}? > {V} | What must be done if there is {A}? > {V}
before :: Before {Vg}, {V}. | {V} before {Vg}. | Do not start {Vg} until you {V}. :: What must be done before {Vg}? > {V} | What comes before {Vg}? > {V}
after :: After {Vg}, {V}. | {V} after {Vg}. | Once you are done {Vg}, {V}. :: What must be done after {Vg}? > {V} | What follows {Vg}? > {V}
mix :: Mix the {U} with {vol} of {U_2}. | Add {vol} of {U_2} to the {U}. :: How much {U_2} is added to the {U}? > {vol} | What is added to the {U}? > {U_2}
fuel :: The {T} runs on {U}. | Fill the {T} with {U}. | {U} drives the {T}. :: What does the {T} run on? > {U} | With what is the {T} filled? > {U} | What runs on {U}? > {T}
departs :: The {T} to {town} leaves at {time}. | At {time}, the {T} leaves for {town}. | The {T} leaves for {town} at {time} and needs {dur}. :: When does the {T} to {town} leave? > {time} | Where does the {T} leave for? > {town} | What leaves at {time}? > {T}
distance :: {town} is {len} from {town_2}. | From {town_2} it is {len} to {town}. | The road between {town} and {town_2} measures {len}. :: How far is {town} from {town_2}? > {len} | What is the distance between {town} and {town_2}? > {len}
owner :: The {T} belongs to {P}. | {P} owns the {T}. | The {T} is the property of {P}. :: Who owns the {T}? > {P} | To whom does the {T} belong? > {P} | What belongs to {P}? > {T}
won :: {P} won the {E} in {year}. | The {E} of {year} was won by {P}. | In {year}, it was {P} who won the {E}. :: Who won the {E}? > {P} | When did {P} win the {E}? > {year} | What did {P} win? > {E}
teaches :: {P} teaches {F} on {day}. | On {day}, {P} gives the class in {F}. :: Who teaches {F}? > {P} | What does {P} teach? > {F} | When does {P} teach? > {day}
growth :: The number of {G} rose to {n} in {year}. | In {year} there were {n} {G}. :: How many {G} were there in {year}? > {n} | In which year were there {n} {G}? > {year}
language :: The {E} is held in {town} for {G}. | For {G}, the {E} is held in {town}. :: For whom is the {E} held? > {G} | In which town is the {E} held? > {town}
bring :: {G} should bring a {T}. | Every one of the {G} needs a {T}. | Please bring a {T}, this goes for all {G}. :: What should {G} bring? > a {T} | What do {G} need? > a {T} | Who should bring a {T}? > {G}
age :: {G} must be at least {n} years old to {V}. | The minimum age for {Vg} is {n} years. :: How old must {G} be? > {n} years | What is the minimum age for {Vg}? > {n} years
insure :: The {T} is insured for {money}. | The insurance covers the {T} up to {money}. :: For how much is the {T} insured? > {money} | Up to what sum is the {T} covered? > {money}
replaceafter :: The {T} is replaced after {dur}. | Replace the {T} after {dur} of use. | A {T} serves for {dur}, then it is replaced. :: How long is the {T} used? > {dur} | After what time is the {T} replaced? > {dur}
version :: Version {code} of the {D} was written by {P}. | {P} wrote version {code} of the {D}. :: Who wrote version {code}? > {P} | Which version of the {D} did {P} write? > {code}
contains :: The {T} contains {wt} of {U}. | There are {wt} of {U} in the {T}. :: How much {U} does the {T} contain? > {wt} | What does the {T} contain? > {U}
spacing :: Keep {len} between the {Ts} and the {T_2}. | The {Ts} stand {len} away from the {T_2}. :: How far are the {Ts} from the {T_2}? > {len} | What gap is kept between the {Ts} and the {T_2}? > {len}
"""

FILLERS = """
The {T} is rather {C} and hard to {V}.
Many {G} ask about the {T}.
It is good practice to {V}.
Nothing is known about the {T} near the {L}.
The {L} was painted again last year.
Ask at the desk if you want to {V}.
The old {Ts} were sold, and new {Ts_2} were bought.
{G} like the {L} for its quiet.
Please {V} whenever you can.
The {F} team met {G} in the {L} and talked about {A}.
Thank you for {Vg}.
This page explains how {G} work with {Ts}.
The {E} was a success, as the {R} said.
Some {Ts} are older than the {L} itself.
There is no need to {V} every time.
The {R} and the {R_2} share a desk.
Details may change without notice.
The following rules apply to all {G}.
"""

OPENINGS = (
    "As a rule, |In winter, |In summer, |For safety reasons, |According to the {R}, |Since {year}, |"
    "On most days, |At present, |By agreement with the {R}, |In the {L}, |Please note: |For {G}, |"
    "As everyone knows, |During the {E}, |By law, |For the moment, |After the {E}, "
).split("|")

ENDINGS = (
    ", as the {R} decided|, and this has not changed since {year}| unless the {R} says otherwise|"
    ", which suits most {G}|, even on {day}|, as you can see near the {L}|, and {G} know it|"
    " (see the {D})|, just as in {town}"
).split("|")
