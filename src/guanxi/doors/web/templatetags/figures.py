"""How figures and codes stand on a page (数字与代码的写法); load with ``{% load figures %}``.

Money is short with the full figure as title; changes carry sign, arrow and a word for screen
readers, and a class that the person's colour setting paints.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanxi.contracts import catalogue
from guanxi.contracts.figures import COMPANY_TIERS, PERSON_TIERS, PUBLISHED
from guanxi.kit import amounts, days
from guanxi.kit.words import Words

register = template.Library()
CONTRACTS = {contract.name: contract for contract in (*catalogue.ALL, *PUBLISHED)}
SPRITE = "vendor/tabler-icons-3.49.0/sprite.svg"
Amount = Decimal | int | float | str | None


def _language() -> str:
    return get_language() or "en"


def _currency() -> str:
    return str(getattr(settings, "GUANXI_CURRENCY", "CNY"))


def _decimal(value: Amount) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))


def _span(amount: Decimal | None, text: str, css: str = "num") -> SafeString:
    if amount is None:
        return format_html('<span class="num muted">{}</span>', amounts.NOTHING)
    return format_html('<span class="{}" title="{}">{}</span>', css, amounts.full(amount, currency=_currency()), text)


@register.filter
def money(value: Amount) -> SafeString:
    """Write an amount short, without the currency's sign: 486.1万."""
    amount = _decimal(value)
    return _span(amount, amounts.short(amount, _language()))


@register.filter
def priced(value: Amount) -> SafeString:
    """Write an amount short, with the currency's sign: ¥486.1万."""
    amount = _decimal(value)
    return _span(amount, amounts.short(amount, _language(), currency=_currency()))


@register.filter
def money_full(value: Amount) -> str:
    """Write all digits of an amount."""
    return amounts.full(_decimal(value), currency=_currency())


@register.filter
def signed(value: Amount) -> SafeString:
    """Write a gain or loss with its sign, painted by the person's setting."""
    amount = _decimal(value)
    return _span(amount, amounts.short(amount, _language(), plus=True), f"num {_direction(amount)}")


MINUTE = 60
DAY_TEXT = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
PERIOD_TEXT = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
#: A share below this is nought, and what is left of it the rounding of a computer.
TINY = Decimal("1e-9")
#: From this multiple on a change is told as an amount.
TENFOLD = 10


@register.filter
def minor(value: int | None) -> Decimal | None:
    """Turn minor units (分) into money."""
    return amounts.minor(value)


@register.filter
def percent(value: Amount, decimals: int = 1) -> str:
    """Write a share (0–1) as percent; what is there and too small for the decimals is told as less than the least."""
    share = _decimal(value)
    least = Decimal(1).scaleb(-decimals - 2)
    if share is not None and TINY < abs(share) < least / 2:
        return f"<{amounts.percent(least, _language(), decimals=decimals)}"
    return amounts.percent(share, _language(), decimals=decimals)


@register.filter
def count(value: int | float | None) -> str:
    """Write a whole number with thousands."""
    return amounts.NOTHING if value is None else f"{value:,.0f}"


def _direction(amount: Decimal | float | None) -> str:
    return "" if not amount else "up" if amount > 0 else "down"


def _change(amount: Decimal, text: str) -> SafeString:
    if not text.startswith(("+", amounts.MINUS)):
        return format_html('<span class="change num">{}</span>', _("unchanged"))
    word, arrow = (_("up"), "▲") if amount > 0 else (_("down"), "▼")
    return format_html(
        '<span class="change num {}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span> {}</span>',
        _direction(amount),
        arrow,
        word,
        text,
    )


@register.simple_tag
def change(now: Amount, before: Amount) -> SafeString:
    """Write how an amount changed against an earlier one, in percent of the earlier one's size.

    Where a percentage says nothing (a gain turned into a loss or back, or tenfold), the difference stands instead.
    """
    new, old = _decimal(now), _decimal(before)
    if new is None or old is None or not old:
        return format_html('<span class="change muted">{}</span>', _("no comparison"))
    gap = new - old
    if new * old < 0 or abs(gap) >= TENFOLD * abs(old):
        return _change(gap, amounts.short(gap, _language(), plus=True))
    return _change(gap / abs(old), amounts.percent(gap / abs(old), _language(), plus=True))


@register.simple_tag
def change_by(now: Amount, before: Amount, decimals: int = 1) -> SafeString:
    """Write how a plain number changed, as a difference."""
    new, old = _decimal(now), _decimal(before)
    if new is None or old is None:
        return format_html('<span class="change muted">{}</span>', _("no comparison"))
    gap = round(new - old, decimals)
    sign = "+" if gap > 0 else amounts.MINUS if gap < 0 else ""
    return _change(gap, f"{sign}{abs(gap)}")


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day: 10月31日, 31 Oct 2026."""
    if value is None:
        return amounts.NOTHING
    plain = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return days.written(plain, _language(), beside=timezone.localdate())


@register.filter
def weekday(value: date) -> str:
    """Write the day of the week."""
    return days.weekday(value, _language())


@register.filter
def moment(value: datetime | None) -> str:
    """Write a day with the time."""
    return amounts.NOTHING if value is None else f"{day(value)} {timezone.localtime(value):%H:%M}"


@register.filter
def due(value: date, today: date | None = None) -> str:
    """Write how near a due day is."""
    return days.near(value, today or timezone.localdate(), _language())


@register.filter
def month(value: str) -> str:
    """Write a period ``YYYY-MM``."""
    return days.month(value, _language())


@register.filter
def dated(value: object) -> str:
    """Write a day or a period that a document keeps as text: ``2026-10-31``, ``2026-10``."""
    text = str(value or "")
    if DAY_TEXT.fullmatch(text):
        return day(date.fromisoformat(text))
    return days.month(text, _language()) if PERIOD_TEXT.fullmatch(text) else text or amounts.NOTHING


@register.filter
def seconds(value: float | None) -> str:
    """Write how long something took: 30.7秒, 4分08秒; 30.7 s, 4 min 08 s."""
    if value is None:
        return amounts.NOTHING
    chinese = _language().startswith("zh")
    if value < MINUTE:
        return f"{value:.1f}{'秒' if chinese else ' s'}"
    minutes, rest = divmod(round(value), MINUTE)
    return f"{minutes}分{rest:02d}秒" if chinese else f"{minutes} min {rest:02d} s"


@register.filter
def words(value: object) -> str:
    """Write a ``Words`` in the page's language."""
    in_ = getattr(value, "in_", None)
    return str(in_(_language()) if in_ else value)


@register.filter
def coded(value: str | int | None, column: str) -> str:
    """Write a code in words by its contract column: ``{{ tier|coded:"customer_figures.tier" }}``."""
    if value is None or value == "":
        return amounts.NOTHING
    contract, name = column.split(".")
    found = CONTRACTS[contract].column(name).allowed.get(str(value))
    return found.in_(_language()) if found else str(value)


@register.filter
def tier(value: str, kind: str) -> str:
    """Write a potential tier in the words of the customer's kind: ``{{ figure.tier|tier:customer.kind }}``."""
    words = (PERSON_TIERS if kind == "person" else COMPANY_TIERS).get(value)
    return Words(*words).in_(_language()) if words else amounts.NOTHING


@register.simple_tag
def why(view: str, *args: object, asked: str = "") -> SafeString:
    """Link a figure to its explanation, which opens beside the page: ``{% why 'customers:why' id 'profit_12m' %}``.

    ``asked`` is the query part that names the scope and the row the figure stands in.
    """
    address = reverse(view, args=args) + (f"?{asked}" if asked else "")
    return format_html('<a class="why" href="{}" data-panel>{}</a>', address, _("why?"))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; without a label it is decoration."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, static(SPRITE), name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static(SPRITE), name)
