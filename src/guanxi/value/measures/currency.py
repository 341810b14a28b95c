"""Foreign currency (外币折算): one rate per currency and month, the last ``fx.XXX`` up to its end."""

import ibis
import ibis.expr.types as ir

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words
from guanxi.value import money


class NoRate(Refused):
    """A currency occurs on accounts and no rate turns it into the base currency."""

    words = Words(
        "Accounts are held in {currency}, but there is no rate fx.{currency} on or before {day}. "
        "Deliver the rate in the contract rates and run again.",
        "存在 {currency} 币种账户，但没有 {day} 及之前的 fx.{currency} 汇率。请在 rates 契约中补充该汇率后重新运行。",
    )


def conversion(rates: ir.Table, calendar: ir.Table) -> ir.Table:
    """Return currency, period, fx: units of base currency for one of the foreign in each month of the calendar."""
    quoted = rates.filter(rates.curve.startswith("fx.")).select("curve", "on", "value")
    valid = quoted.join(calendar, quoted.on <= calendar.last_day)
    grouped = valid.group_by(["curve", "period"]).aggregate(fx=valid.value.argmax(valid.on))
    return grouped.select(currency=grouped.curve.substr(3), period=grouped.period, fx=grouped.fx)


def converted(rows: ir.Table, fx: ir.Table | None, amounts: list[str]) -> ir.Table:
    """Turn the amounts of rows with currency and period into base currency; ``fx=None`` when all is in base."""
    if fx is None:
        return rows
    joined = rows.left_join(fx, ["currency", "period"]).select(rows, fx.fx)
    return joined.mutate(
        **{
            name: ibis.ifelse(joined.fx.isnull(), joined[name], money.whole(joined[name] * joined.fx))
            for name in amounts
        }
    ).drop("fx")
