"""Products used, not held, in words (使用型产品口径): chance of still using them and what use is worth."""

from guanxi.contracts.figures.usage import USES
from guanxi.value.formulas.formula import Formula, formula

_TERMS = "lifetime.horizon_months lifetime.discount lifetime.least_users"


def _of(use: str) -> dict[str, Formula]:
    counted = f"usage.{use}_kinds"
    priced = f"{counted} usage.{use}_families {_TERMS}"
    ends = {
        f"{use}_{end}": formula(
            f"The {en} end of uses expected × the {en} end of income expected.",
            f"预期使用次数与预期收益均取{zh}一端。",
            inputs=f"{use}_value",
            assumptions="lifetime.confidence",
            convention=(
                "Uses: left already, or the own pace as sure as its uses make it; income as its months make it.",
                "使用次数考虑客户可能已停用及自身频率的不确定性；收益考虑观测月数的多少。",
            ),
        )
        for end, en, zh in (("low", "worse", "较差"), ("high", "better", "较好"))
    }
    return ends | {
        f"{use}_active": formula(
            "BG/NBD on uses of 24 months: 1 ÷ (1 + a ÷ (b + x − 1) × ((α + T) ÷ (α + t))^(r + x)), "
            "x uses after the first, t months to the last, T months until today.",
            "以24个月使用次数作 BG/NBD：1 ÷(1 + a ÷(b + x − 1)×((α + T)÷(α + t))^(r + x))，"
            "x 为首次之后的使用次数，t 为至末次的月数，T 为至今的月数。",
            contracts="events accounts",
            assumptions=f"{counted} lifetime.least_users",
            convention=(
                "First use at the begin of its month, last at its end; empty when not used in 24 months, or once.",
                "首次使用按当月初计，末次按当月末计；24个月内未使用或仅用一次时不给出。",
            ),
        ),
        f"{use}_value": formula(
            "Σ uses expected in each year ÷ (1 + discount)^(middle of the year) ÷ own uses × (income expected of a "
            "month that brings some (Gamma-Gamma) × such months − own cost to serve and expected loss).",
            "Σ 各年预期使用次数 ÷(1 + 贴现率)^(年中)÷ 自身使用次数 ×"
            "(有收益月份的预期收益(Gamma-Gamma)× 该类月数 − 自身服务成本与预期损失)。",
            inputs=f"{use}_active",
            contracts="events balances accounts products",
            assumptions=priced,
            convention=(
                "Year by year over the horizon; margins and fees of the families named; empty without income of use.",
                "在计算期内逐年计算；收益为所列产品的利差与手续费；使用未带来收益时不给出。",
            ),
        ),
    }


ALL: dict[str, Formula] = {name: one for use in USES for name, one in _of(use).items()}
