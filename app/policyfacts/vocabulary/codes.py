"""Codes by which others know countries: what each is, how it looks, and how it is named."""

from policyfacts.vocabulary.described import Described


class CodeScheme(Described):
    """A list of codes that somebody else keeps."""

    ALPHA2 = "alpha2", "ISO 3166-1 alpha-2."
    ALPHA3 = "alpha3", "ISO 3166-1 alpha-3."
    M49 = "m49", "UN M49, three digits."
    COW = "cow", "Correlates of War, number of the state."
    COWC = "cowc", "Correlates of War, letters of the state."
    GW = "gw", "Gleditsch and Ward, number of the state."
    WIKIDATA = "wikidata", "Wikidata item."
    FIPS = "fips", "FIPS 10-4, as event data such as GDELT have it."


# How codes look that stand in `codes.csv`; the others are columns of their entities.
CODE_FORMS = {
    CodeScheme.COW: "[1-9][0-9]{0,2}",
    CodeScheme.COWC: "[A-Z]{3}",
    CodeScheme.GW: "[1-9][0-9]{0,2}",
    CodeScheme.WIKIDATA: "Q[1-9][0-9]*",
    CodeScheme.FIPS: "[A-Z]{2}",
}
# What stands before a code and a colon, and the schemes whose codes may follow: `COW:370`.
PREFIXES = {
    "ISO2": (CodeScheme.ALPHA2,),
    "ISO3": (CodeScheme.ALPHA3,),
    "M49": (CodeScheme.M49,),
    "COW": (CodeScheme.COW, CodeScheme.COWC),
    "GW": (CodeScheme.GW,),
    "WD": (CodeScheme.WIKIDATA,),
    "FIPS": (CodeScheme.FIPS,),
}
# The same as others write them.
OTHER_PREFIXES = {
    "ISO": (CodeScheme.ALPHA2, CodeScheme.ALPHA3),
    "ISO3166": (CodeScheme.ALPHA2, CodeScheme.ALPHA3, CodeScheme.M49),
    "ISO31661": (CodeScheme.ALPHA2, CodeScheme.ALPHA3, CodeScheme.M49),
    "ISO2C": (CodeScheme.ALPHA2,),
    "ALPHA2": (CodeScheme.ALPHA2,),
    "ISO3C": (CodeScheme.ALPHA3,),
    "ALPHA3": (CodeScheme.ALPHA3,),
    "ISO3N": (CodeScheme.M49,),
    "UNM49": (CodeScheme.M49,),
    "COWCODE": (CodeScheme.COW, CodeScheme.COWC),
    "COWN": (CodeScheme.COW,),
    "COWC": (CodeScheme.COWC,),
    "CCODE": (CodeScheme.COW,),
    "STATEABB": (CodeScheme.COWC,),
    "GWN": (CodeScheme.GW,),
    "GWCODE": (CodeScheme.GW,),
    "GWNO": (CodeScheme.GW,),
    "GEC": (CodeScheme.FIPS,),
    "WIKIDATA": (CodeScheme.WIKIDATA,),
}
