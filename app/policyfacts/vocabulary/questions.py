"""Enumerations of the words by which questions in plain language are read."""

from policyfacts.vocabulary.described import Described


class WordSense(Described):
    """What a word does in a question."""

    FILTER = "filter", "It asks for values of filters: `planned` for a status."
    VERB = "verb", "It asks for a type, and who acts stands before it: `visited`."
    PASSIVE = "passive", "It asks for a type, and who acts stands after it: `visited by`."
    DIRECTION = "direction", "The roles of both ends of a type; it has no words."
    PERSON = "person", "It asks for values, and is somebody of whom a state is named: `president`."
    AUXILIARY = "auxiliary", "A verb before whose subject nothing stands: `did Belarus visit`."
    FROM = "from", "Who acts follows: `of`, `by`."
    TO = "to", "To whom it is done follows: `to`, `in`."
    WITH = "with", "The other side follows, whoever acts: `with`."
    BETWEEN = "between", "Two sides or two times follow."
    AND = "and", "Both of its sides are meant."
    OR = "or", "Either of its sides is meant."
    NOT = "not", "What follows is left out."
    SINCE = "since", "A time follows from which on it counts."
    UNTIL = "until", "A time follows until whose end it counts."
    BEFORE = "before", "A time follows before which it counts."
    AFTER = "after", "A time follows after which it counts."
    MONTH = "month", "A month, by its number."
    QUARTER = "quarter", "A quarter of a year, by its number."
    HALF = "half", "A half of a year, by its number."
    SEASON = "season", "A season, by the number of its first month: it is offered, not chosen."
    PART = "part", "A vague part of a year, by the number of its first month: it is offered."
    YEAR = "year", "A year by its distance from that of the review: it is offered, not chosen."
    CODE = "code", "A code of a country follows: `country 156`."
    LITTLE = "little", "It says nothing that could be asked for."
