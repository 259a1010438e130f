"""Checks on figures: measures exist, and units are theirs."""

from collections.abc import Iterator

from policyfacts.loader.checks.known import Known
from policyfacts.loader.records import FigureRecord
from policyfacts.loader.suggestions import did_you_mean

# ISO 4217 codes of currencies and funds in use in this century.
CURRENCIES = frozenset(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BYR BZD CAD CDF CHF CLF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EEK EGP ERN ETB "
    "EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD "
    "JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRO MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR "
    "PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STD STN SVC SYP "
    "SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VEF VES VND VUV WST XAF XCD "
    "XDR XOF XPF YER ZAR ZMK ZMW ZWG ZWL".split()
)


def check_figure(figure: FigureRecord, known: Known) -> Iterator[tuple[str, str]]:
    """What is wrong with one figure: the key, and what."""
    measure = known.measures.get(figure.measure)
    if measure is None:
        fault = known.word_fault(figure.measure, known.measures, "measure")
        if fault:
            yield "measure", fault
        return
    if figure.unit in measure.units and figure.unit != "currency":
        return
    if "currency" in measure.units:
        if figure.unit not in CURRENCIES:
            near = did_you_mean(figure.unit, CURRENCIES)
            yield "unit", f"'{figure.unit}' is not an ISO 4217 code{near}"
    else:
        wanted = " or ".join(measure.units)
        yield "unit", f"'{figure.measure}' is counted in {wanted}, not in '{figure.unit}'"
