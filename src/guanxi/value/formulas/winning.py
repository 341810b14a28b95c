"""Cost of winning and worth in words (获客成本与值得争取口径)."""

from guanxi.value.formulas.formula import Formula, formula

_SHARED = (
    "Bank and units: their own managers. Segments and sources: the bank's cost of a visit × their visits.",
    "全行与机构：本范围客户经理。客群与来源：全行单次拜访成本 × 相应拜访次数。",
)
_CELL = ("A small cell takes the bank's departure rate.", "客户数过少的分组采用全行流失率。")

ALL: dict[str, Formula] = {
    "yearly_cost": formula(
        "Yearly cost of the relationship managers, by months employed.",
        "客户经理年度成本，按在岗月份计。",
        contracts="staff",
        convention=_SHARED,
    ),
    "visits": formula(
        "Meetings with customers and prospects in twelve months.",
        "近12个月面谈次数(含潜在客户)。",
        contracts="visits",
        assumptions="relationship.meeting_channels",
        convention=_SHARED,
    ),
    "visit_cost": formula(
        "yearly cost ÷ visits.", "年度成本 ÷ 拜访次数。", inputs="yearly_cost visits", convention=_SHARED
    ),
    "wins": formula("Customers won in twelve months.", "近12个月新获客户数。", contracts="wins"),
    "visits_per_win": formula(
        "Visits of the wins ÷ wins that tell their visits.",
        "获客拜访次数合计 ÷ 有拜访记录的新客户数。",
        contracts="wins",
    ),
    "winning_cost": formula(
        "cost of a visit × visits per win.",
        "单次拜访成本 × 每获客拜访次数。",
        inputs="visit_cost visits_per_win",
        convention=("The deck: 100 000 ÷ 200 × 4 = 2 000.", "课件示例：100000 ÷ 200 × 4 = 2000。"),
    ),
    "campaign_cost": formula(
        "Campaign money of twelve months, counted from the lag before the wins.",
        "12个月营销费用，按滞后期对应获客期间。",
        contracts="campaign_costs wins",
        assumptions="winning.campaign_lag",
        convention=(
            "Segments and sources carry the money of the campaigns of their wins.",
            "客群与来源按其新客户所属活动分摊。",
        ),
    ),
    "loaded_cost": formula(
        "cost of winning + campaign cost ÷ wins.",
        "客户获致成本 + 营销费用 ÷ 新客户数。",
        inputs="winning_cost campaign_cost wins",
    ),
    "revenue": formula(
        "Revenue of twelve months ÷ customers.", "近12个月收入 ÷ 客户数。", contracts="balances events customers"
    ),
    "margin_rate": formula(
        "profit ÷ revenue of twelve months.", "近12个月利润 ÷ 收入。", inputs="revenue", convention=_CELL
    ),
    "years": formula(
        "1 ÷ departure rate: departed in twelve months ÷ customers at their start, capped.",
        "1 ÷ 流失率：近12个月流失客户 ÷ 期初客户，设上限。",
        contracts="customers accounts balances",
        assumptions="winning.longest_years winning.least_customers",
        convention=_CELL,
    ),
    "lifetime_value": formula(
        "yearly revenue × years × margin rate.",
        "年度客户收入 × 忠诚年数 × 获利率。",
        inputs="revenue years margin_rate",
        convention=("The deck: 10 000 × 2 × 10 % = 2 000, undiscounted.", "课件示例：10000 × 2 × 10% = 2000，不折现。"),
    ),
    "worth_rate": formula(
        "lifetime value ÷ cost of winning.",
        "客户终身收益 ÷ 客户获致成本。",
        inputs="lifetime_value winning_cost",
        convention=("1.00 is break-even.", "1.00为盈亏平衡。"),
    ),
}
