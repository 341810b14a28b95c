"""Rank, holdings, activity, contacts and axes in words (排名、持有、活跃、联系与分类口径)."""

from guanxi.value.formulas.formula import Formula, formula

_COUNT = ("A plain count.", "直接计数。")

ALL: dict[str, Formula] = {
    "rank_number": formula(
        "Place among the bank's customers by profit of twelve months, best first.",
        "按近12月利润在全行客户中的名次，由高到低。",
        inputs="profit_12m",
        convention=(
            "Equal profits are ordered by customer number; who closed before the twelve months stands last.",
            "利润相同按客户号排序；12个月前已销户者排在最后。",
        ),
    ),
    "rank_rate": formula(
        "rank ÷ customers of the bank.",
        "名次 ÷ 全行客户数。",
        inputs="rank_number",
        convention=("0 is best, 1 is last.", "0为最前，1为最后。"),
    ),
    "families": formula(
        "Product families with an open account at the end of the last month.",
        "上月末有在用账户的产品大类。",
        contracts="accounts products account_parties",
        convention=_COUNT,
    ),
    "family_count": formula(
        "Number of product families held.", "持有的产品大类数。", inputs="families", convention=_COUNT
    ),
    "account_count": formula(
        "Accounts open at the end of the last month; a joint account counts for every holder.",
        "上月末在用账户数；联名账户对每位持有人均计一户。",
        contracts="accounts account_parties",
        convention=_COUNT,
    ),
    "active_months": formula(
        "Months of the last twelve in which the customer caused events.",
        "近12个月中发生过业务的月份数。",
        contracts="events",
        convention=(
            "In months without delivered events a balance that moved counts.",
            "没有业务笔数数据的月份，以余额有变动为准。",
        ),
    ),
    "last_contact_on": formula(
        "Day of the last contact in which the customer was reached.",
        "最近一次联系到客户的日期。",
        contracts="visits",
        convention=("All channels.", "包括所有联系方式。"),
    ),
    "contacts_12m": formula(
        "Contacts of twelve months in which the customer was reached.",
        "近12个月联系到客户的次数。",
        contracts="visits",
        convention=_COUNT,
    ),
    "outflow_1m": formula(
        "Paid to other banks − received from other banks in the last month; without transactions: fall of month-end "
        "deposits less what repaid own loans.",
        "上月转往他行 − 他行转入；没有交易流水时：月末存款减少额扣除归还本行贷款的部分。",
        contracts="transactions balances accounts",
        convention=("A rise of deposits is no outflow.", "存款增加不计为流出。"),
    ),
    "counter_events_12m": formula(
        "Transactions at the counter in twelve months.", "近12个月柜面业务笔数。", contracts="events", convention=_COUNT
    ),
    "events_12m": formula(
        "Transactions over all channels in twelve months.",
        "近12个月各渠道业务笔数。",
        contracts="events",
        convention=_COUNT,
    ),
    "axis_region": formula(
        "The customer's region, else that of the unit.",
        "客户所在地区，缺失时取机构所在地区。",
        contracts="customers units",
        convention=("Codes of GB/T 2260 or the country's own.", "采用GB/T 2260或当地代码。"),
    ),
    "axis_industry": formula(
        "Section of the industry code (its first letter).",
        "行业代码的门类(首字母)。",
        contracts="customers",
        convention=("GB/T 4754 or NACE.", "采用GB/T 4754或NACE。"),
    ),
    "axis_size": formula(
        "Size of the company as delivered.",
        "已交付的企业规模代码。",
        contracts="customers",
        convention=("Rule of 2017 for Chinese companies.", "中国企业按2017年划型标准。"),
    ),
    "axis_preference": formula(
        "The channel used most in twelve months.",
        "近12个月使用最多的渠道。",
        contracts="events",
        convention=(
            "Counter before machine, telephone, online, mobile when equal.",
            "笔数相同时依次取柜面、自助、电话、网银、手机。",
        ),
    ),
}
