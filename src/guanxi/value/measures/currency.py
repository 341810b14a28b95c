"""Foreign currency (外币折算): one rate per currency and month, the last of the curve ``fx.XXX`` up to the month's end."""

import ibis
import ibis.expr.types as ir

from guanxi.kit import periods
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words
from guanxi.value import money


class NoRate(Refused):
    """A currency occurs on accounts and no rate turns it into the base currency."""

    words = Words(
        "Accounts are held in {currency}, but there is no rate fx.{currency} on or before {day}. "
        "Deliver the rate in the contract rates and run again.",
        "存在 {currency} 币种账户,但没有 {day} 及之前的 fx.{currency} 汇率。请在 rates 契约中补充该汇率后重新运行。",
    )


def conversion(rates: ir.Table, period: str) -> ir.Table:
    """Return currency, fx: units of base currency for one of the foreign in the period."""
    valid = rates.filter(rates.curve.startswith("fx.") & (rates.on <= periods.last_day(period)))
    return valid.group_by(currency=valid.curve.substr(3)).aggregate(fx=valid.value.argmax(valid.on))


def converted(rows: ir.Table, fx: ir.Table | None, amounts: list[str]) -> ir.Table:
    """Turn the amounts of rows with ``currency`` into base currency; ``fx=None`` when all is in base already."""
    if fx is None:
        return rows
    joined = rows.left_join(fx, "currency").select(rows, fx.fx)
    return joined.mutate(
        **{
            name: ibis.ifelse(joined.fx.isnull(), joined[name], money.whole(joined[name] * joined.fx))
            for name in amounts
        }
    ).drop("fx")
