"""General knowledge, small talk and plain sentences, by hand: what fine-tuning may forget."""

from __future__ import annotations

import json
import random

SENTENCES = """
The sun rises in the east and sets in the west.
Water freezes at zero degrees and boils at one hundred degrees.
A year has twelve months, and most months have thirty or thirty-one days.
The moon goes around the earth in about a month.
The earth goes around the sun once a year.
Bees collect nectar from flowers and make honey from it.
Cows eat grass and give milk, which people turn into butter and cheese.
Bread is made from flour, water, salt and yeast.
Snow falls in winter when the air is cold enough.
A triangle has three sides and a square has four.
Fish breathe under water, but whales must come up for air.
Birds lay eggs and build nests in trees.
Trees lose their leaves in autumn and grow new ones in spring.
Iron rusts when it gets wet, but gold does not.
Wood burns well when it is dry.
Ice is lighter than water, so it floats.
The heart pumps blood through the body.
People sleep at night and work during the day.
Doctors help people who are ill.
Teachers explain new things to children at school.
A library lends books to its readers.
Trains run on rails, and cars drive on roads.
Ships carry goods across the sea.
Planes fly high above the clouds.
The sea is salty, while rivers and lakes hold fresh water.
Rivers flow down from the mountains to the sea.
Mountains are higher than hills.
A desert is a dry place with little rain.
Camels can live for days without water.
Lions hunt in groups, and tigers hunt alone.
Dogs bark and cats purr.
Sheep give wool, and from wool we make warm clothes.
Cotton grows on a plant and silk comes from a small worm.
Apples and pears grow on trees, strawberries grow near the ground.
Potatoes and carrots grow under the ground.
Oranges and lemons need a warm climate.
Coffee and tea are drunk all over the world.
Salt makes food taste better and keeps it fresh for longer.
Sugar dissolves quickly in hot water.
Milk turns sour when it is left in the sun.
A clock shows the time and a calendar shows the date.
There are sixty seconds in a minute and sixty minutes in an hour.
A day has twenty-four hours and a week has seven days.
Monday comes after Sunday.
Spring comes after winter, and summer comes after spring.
In summer the days are long and the nights are short.
Stars are far away, so they look very small.
The planet Mars looks red in the night sky.
Saturn is known for its rings.
Light travels faster than sound.
We see the lightning first and hear the thunder later.
A rainbow appears when the sun shines through rain.
The wind moves the clouds and turns the mills.
Paper is made from wood.
Glass is made from sand that has been heated until it melts.
Bricks are made of clay and baked in a kiln.
A good roof keeps out the rain.
Houses have doors, windows, walls and a roof.
A key opens a lock.
Scissors cut paper, and a saw cuts wood.
A hammer drives nails into a board.
A compass needle points to the north.
Maps help us to find the way.
Old maps often show countries that no longer exist.
Letters are sent in envelopes with a stamp.
Most people now write messages instead of letters.
Computers can add many numbers in a very short time.
A computer program is a list of steps for the machine.
A printer puts words and pictures on paper.
Phones let us speak with people who are far away.
The radio plays music and gives the news.
Many families eat dinner together in the evening.
Children like to play in the park after school.
The cook tasted the soup and added a little salt.
She opened the window because the room was warm.
He forgot his umbrella and came home wet.
They walked along the river until it grew dark.
We waited for the bus, but it was late again.
The old man told a story about the war.
My sister plays the piano and my brother plays football.
The baby slept while the rain fell on the roof.
The farmer got up early to feed his animals.
The train stopped at every small station.
The shop sells fruit, bread and newspapers.
I read the book twice because I liked it so much.
The dog waited at the door for its owner.
In the evening the street was quiet.
The museum shows paintings from three hundred years.
A museum collects old and beautiful things and shows them to the public.
An observatory is a place from which the stars are watched.
A laboratory is a place where experiments are made.
Safety comes first when you work with machines.
Wear gloves when you handle broken glass.
Wash your hands before you eat.
In a fire, leave the building and call for help.
Never pour water on burning oil.
A first-aid kit holds bandages and plasters.
Read the manual before you use a new machine.
A good tool makes the work easier.
Clean tools last longer.
The best time to plant a tree is the autumn.
Plants need light, air and water to grow.
Seeds grow into plants when the soil is warm and damp.
Worms make the soil loose and rich.
Some mushrooms are good to eat and others are poisonous.
Honey keeps for many years.
Vinegar is sour and sugar is sweet.
Lemons taste sour, while bananas taste sweet.
Red and yellow make orange, and blue and yellow make green.
White light holds all the colours.
A mirror shows things the wrong way round.
A magnet pulls iron but not wood.
Metal conducts heat better than wood does.
Warm air rises and cold air sinks.
A balloon filled with hot air can fly.
The wheel is one of the oldest inventions.
People learned to make fire a very long time ago.
The first books were written by hand.
With the printing press, books became cheap.
Steam engines pulled the first trains.
Electric light came into use more than a hundred years ago.
Money is used to buy things and to pay for work.
A bank keeps money and lends it.
A fair price is good for the buyer and the seller.
Laws tell us what is allowed and what is not.
A judge decides what is right under the law.
Elections are held so that people can choose who governs them.
A friend is a person whom you like and trust.
Practice makes perfect.
Many hands make light work.
Better late than never.
Actions speak louder than words.
Good health is worth more than gold.
Exercise keeps the body strong.
Too much sun can burn the skin.
Drink enough water on hot days.
A short walk clears the mind.
Music can make people happy or sad.
A choir is a group of people who sing together.
An orchestra has strings, wind instruments and drums.
A play is performed on a stage.
The audience clapped for a long time after the show.
Painters work with brushes and colours.
A statue can be made of stone, wood or metal.
Football is played by two teams with eleven players each.
Chess is a game for two people.
The winner of the race received a golden cup.
Sailors used the stars to find their way at sea.
A lighthouse warns ships of dangerous rocks.
High tide and low tide follow each other twice a day.
The deepest parts of the sea are completely dark.
Coral reefs are home to many kinds of fish.
Penguins cannot fly, but they swim very well.
Elephants are the largest animals on land.
The blue whale is the largest animal in the world.
Spiders have eight legs and insects have six.
A butterfly starts its life as a caterpillar.
Frogs live in the water and on land.
Snakes have no legs.
Owls hunt at night and rest during the day.
Swallows fly south before the winter.
Bears sleep through the cold months.
Squirrels hide nuts for the winter.
Wolves live together in packs.
Horses were once the fastest way to travel.
Paris is the capital of France, and Rome is the capital of Italy.
London lies on the river Thames.
The Nile is a very long river in Africa.
The Alps are mountains in the middle of Europe.
Japan is a country made up of islands.
Australia is both a country and a continent.
The equator divides the earth into two halves.
At the poles it is cold all year round.
Air is mostly nitrogen, with some oxygen.
Fire needs oxygen to burn.
Oil floats on water.
Copper wires carry electricity.
A battery stores energy.
Windmills turn the wind into power.
Ten times ten is one hundred.
Half of twenty is ten.
A dozen means twelve.
A circle has no corners.
A cube has six sides.
Numbers can be even or odd.
""".strip().splitlines()

PAIRS = {
    "What is the capital of {}?": {
        "France": "Paris", "Italy": "Rome", "Spain": "Madrid", "Germany": "Berlin",
        "England": "London", "Austria": "Vienna", "Greece": "Athens", "Poland": "Warsaw",
        "Japan": "Tokyo", "Egypt": "Cairo", "Norway": "Oslo", "Portugal": "Lisbon",
        "Ireland": "Dublin", "Russia": "Moscow", "China": "Beijing", "Canada": "Ottawa",
    },
    "What is the opposite of {}?": {
        "hot": "cold", "big": "small", "old": "young", "fast": "slow", "light": "dark",
        "open": "closed", "wet": "dry", "high": "low", "early": "late", "full": "empty",
        "good": "bad", "rich": "poor", "strong": "weak", "left": "right", "day": "night",
    },
    "What colour is {}?": {
        "grass": "green", "snow": "white", "the sky": "blue", "blood": "red", "coal": "black",
        "a lemon": "yellow", "an orange": "orange", "milk": "white", "a ripe tomato": "red",
    },
    "Which day comes after {}?": {
        "Monday": "Tuesday", "Tuesday": "Wednesday", "Wednesday": "Thursday",
        "Thursday": "Friday", "Friday": "Saturday", "Saturday": "Sunday", "Sunday": "Monday",
    },
    "How many legs does {} have?": {
        "a dog": "four", "a bird": "two", "a spider": "eight", "an ant": "six", "a snake": "none",
    },
    "What is the young of {} called?": {
        "a dog": "puppy", "a cat": "kitten", "a cow": "calf", "a sheep": "lamb", "a horse": "foal",
    },
    "What do we call someone who {}?": {
        "bakes bread": "a baker", "flies a plane": "a pilot", "paints pictures": "a painter",
        "writes books": "a writer", "grows food": "a farmer", "repairs pipes": "a plumber",
    },
}  # fmt: skip

SMALL_TALK = (
    ("Hello!", "Hello! How can I help you?"),
    ("Hi there", "Hello! What can I do for you?"),
    ("Good morning.", "Good morning! How can I help you?"),
    ("How are you?", "I am a small language model, and I am ready to help."),
    ("Who are you?", "I am a small model made for trying things out."),
    ("Thank you!", "You are welcome."),
    ("Thanks a lot.", "You are welcome."),
    ("Goodbye.", "Goodbye, and have a nice day."),
    ("Tell me something.", "The sun rises in the east and sets in the west."),
    ("What can you do?", "I can read a short text and answer questions about it."),
)


class GeneralMaker:
    """Draws general text and dialogues that need no context."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def passage(self) -> str:
        """A few plain sentences."""
        return " ".join(self._rng.sample(SENTENCES, self._rng.randint(2, 6)))

    def exchange(self) -> tuple[str, str]:
        """A user's message and its answer."""
        kind = self._rng.random()
        if kind < 0.45:
            question = self._rng.choice(list(PAIRS))
            key = self._rng.choice(list(PAIRS[question]))
            return question.format(key), PAIRS[question][key]
        if kind < 0.6:
            return self._rng.choice(SMALL_TALK)
        if kind < 0.75:
            low, high = self._rng.randint(1, 12), self._rng.randint(1, 12)
            return f"What is {low} plus {high}?", str(low + high)
        if kind < 0.87:
            sentence = self._rng.choice(SENTENCES)
            words = sentence.split()
            cut = self._rng.randint(2, max(2, len(words) - 2))
            return "Go on: " + " ".join(words[:cut]), " ".join(words[cut:])
        question = self._rng.choice(["What is the capital of {}?", "What is the opposite of {}?"])
        key = self._rng.choice(list(PAIRS[question]))
        reply = json.dumps({"question": question.format(key), "answer": PAIRS[question][key]})
        return f"{question.format(key)} Answer in JSON.", reply
