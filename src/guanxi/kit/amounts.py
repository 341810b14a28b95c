"""How an amount of money is written for people (金额写法): 1.2亿 in Chinese, 120.0 m in English.

Short forms carry three or four digits; the full figure stands beside them on the page. The minus
is the real one (−), zero is ``0``, nothing is a dash.
"""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
NOTHING = "–"
SYMBOLS = {"CNY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "HKD": "HK$"}
#: Per language: (smallest amount, divisor, decimals, unit), largest first; an amount is rounded before it is placed.
_STEPS = {
    "zh": (
        (Decimal(10**10), Decimal(10**8), 1, "亿"),
        (Decimal(10**8), Decimal(10**8), 2, "亿"),
        (Decimal(10**7), Decimal(10**4), 0, "万"),
        (Decimal(10**4), Decimal(10**4), 1, "万"),
    ),
    "en": (
        (Decimal(10**9), Decimal(10**9), 2, " bn"),
        (Decimal(10**8), Decimal(10**6), 1, " m"),
        (Decimal(10**6), Decimal(10**6), 2, " m"),
        (Decimal(10**4), Decimal(10**3), 1, " k"),
    ),
}


def symbol(currency: str) -> str:
    """Return the sign of a currency, or its code and a space."""
    return SYMBOLS.get(currency, f"{currency} " if currency else "")


def _rounded(amount: Decimal, decimals: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _short(size: Decimal, language: str) -> str:
    for smallest, divisor, decimals, unit in _STEPS["zh" if language.startswith("zh") else "en"]:
        if _rounded(size, 0) >= smallest:
            return f"{_rounded(size / divisor, decimals):,}{unit}"
    return f"{_rounded(size, 0):,}"


def _sign(amount: Decimal, written: str, plus: bool) -> str:
    if written.strip("0.,") == "":
        return ""
    return MINUS if amount < 0 else "+" if plus and amount > 0 else ""


def short(amount: Decimal | int | None, language: str, *, currency: str = "", plus: bool = False) -> str:
    """Return the short form; ``currency`` puts its sign in front, ``plus`` shows the sign of a gain."""
    if amount is None:
        return NOTHING
    amount = Decimal(amount)
    written = _short(abs(amount), language)
    return f"{_sign(amount, written, plus)}{symbol(currency)}{written}"


def full(amount: Decimal | int | None, *, currency: str = "") -> str:
    """Return all digits with thousands and two decimals."""
    if amount is None:
        return NOTHING
    amount = Decimal(amount)
    written = f"{_rounded(abs(amount), 2):,}"
    return f"{_sign(amount, written, False)}{symbol(currency)}{written}"


def percent(rate: float | Decimal | None, language: str, *, decimals: int = 1, plus: bool = False) -> str:
    """Return a share as percent: 38.2% in Chinese, 38.2 % in English."""
    if rate is None:
        return NOTHING
    amount = Decimal(str(rate)) * 100
    written = f"{_rounded(abs(amount), decimals)}"
    gap = "" if language.startswith("zh") else " "
    return f"{_sign(amount, written, plus)}{written}{gap}%"


def minor(amount: int | None) -> Decimal | None:
    """Return minor units (分) as money."""
    return None if amount is None else Decimal(amount) / 100
