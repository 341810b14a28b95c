"""The wordings of the reasons on the work list and the names of their figures (原因的措辞).

Per reason its parts, per part the wordings in order of preference. A place is ``{key:form}``: the key of
the evidence (``value.measures.suggestions``) and a form of ``desk.reasons``.
"""

from collections.abc import Mapping

from guanxi.kit.words import Words

MARGIN = Words("negative margin", "负利差")

PARTS: Mapping[str, tuple[tuple[Words, ...], ...]] = {
    "profit_falling": (
        (
            Words(
                "12-month profit turned from {profit_prior:money} into a loss of {profit_12m:lost}",
                "近12月由盈利 {profit_prior:money} 转为亏损 {profit_12m:lost}",
            ),
            Words(
                "12-month profit fell {fall_rate:share}, from {profit_prior:money} to {profit_12m:money}",
                "近12月利润由 {profit_prior:money} 降至 {profit_12m:money}，下降 {fall_rate:share}",
            ),
        ),
        (Words("Most of it: {line:line} {line_change:gain}", "主要来自{line:line} {line_change:gain}"),),
    ),
    "large_outflow": (
        (
            Words(
                "Last month {outflow_1m:money} net went to other banks, {outflow_rate:share} of the usual deposits",
                "上月净流出他行 {outflow_1m:money}，占近一年日均存款的 {outflow_rate:share}",
            ),
            Words("Last month {outflow_1m:money} net went to other banks", "上月净流出他行 {outflow_1m:money}"),
        ),
        (Words("{deposit_end:money} is left", "月末仅余 {deposit_end:money}"),),
    ),
    "maturing": (
        (
            Words(
                "{amount:money} {family:family} matures on {matures_on:day}",
                "{amount:money} {family:family}于 {matures_on:day} 到期",
            ),
            Words("{balance:money} matures on {matures_on:day}", "{balance:money} 于 {matures_on:day} 到期"),
        ),
        (
            Words(
                "Of what matured last year, {last_year_left_rate:share} left",
                "去年同类到期后有 {last_year_left_rate:share} 流失",
            ),
        ),
    ),
    "dormant_balance": (
        (
            Words(
                "{own_current:money} on current accounts has lain still for {months_still} months",
                "{own_current:money} 活期资金已 {months_still} 个月未动",
            ),
        ),
        (Words("Average deposits {deposit_average:money}", "日均存款 {deposit_average:money}"),),
    ),
    "level_step": (
        (
            Words(
                "One step from level {next_level}: {step:step}",
                "距产品关系 {next_level} 级仅一步：{step:step}",
            ),
        ),
        (
            Words(
                "Worth up to {potential_12m:money} a year, now {revenue_12m:money}",
                "年潜在业务总值 {potential_12m:money}，目前收入 {revenue_12m:money}",
            ),
        ),
    ),
    "loss_maker": (
        (Words("Lost {profit_12m:size} in 12 months", "近12月亏损 {profit_12m:size}"),),
        (
            Words(
                "Largest charge: {charge:line}, {charge_12m:money}",
                "主要消耗在{charge:line} {charge_12m:money}",
            ),
        ),
        (Words("{counter_events_12m:some} transactions at the counter", "柜面业务 {counter_events_12m:some} 笔"),),
    ),
    "no_contact": (
        (
            Words("No contact for {last_contact_on:age} days", "已 {last_contact_on:age} 天未联系"),
            Words("No contact for {days_since} days", "已 {days_since} 天未联系"),
            Words("No contact is on record", "尚无联系记录"),
        ),
        (
            Words(
                "Its service grade, {grade:grade}, asks for one every {cadence_days} days",
                "“{grade:grade}”要求每 {cadence_days} 天联系一次",
            ),
        ),
        (Words("Earns {profit_12m:money} a year", "近12月利润 {profit_12m:money}"),),
    ),
    "assigned": ((Words("{note}", "{note}"),), (Words("Asked for by {asked_by}", "由 {asked_by} 安排"),)),
    "run_off": (
        (
            Words(
                "Deposits fell to {deposit_average:money}, {fall_rate:share} below their usual height",
                "日均存款降至 {deposit_average:money}，较近一年低 {fall_rate:share}",
            ),
        ),
    ),
    "leaving": (
        (
            Words(
                "Leaves within three months with a chance of {leave_risk:share}",
                "三个月内流失概率 {leave_risk:share}",
            ),
        ),
        (
            Words("What speaks for it: {because:sign}; {besides:sign}", "主要成因：{because:sign}；{besides:sign}"),
            Words("What speaks for it: {because:sign}", "主要成因：{because:sign}"),
        ),
        (Words("Earns {profit_12m:money} a year", "近12月利润 {profit_12m:money}"),),
    ),
    "next_product": (
        (Words("Next product: {next_product:family}", "下一个产品：{next_product:family}"),),
        (
            Words(
                "{next_chance:share} of customers like this open it within a year; a holder brings {gain_12m:money}",
                "同类客户一年内开立概率 {next_chance:share}；持有者年收益 {gain_12m:money}",
            ),
        ),
    ),
    "idle_wallet": (
        (
            Words(
                "Holds {wallet_amount:money} at all banks, only {customer_share:share} of it here",
                "各行合计持有 {wallet_amount:money}，在我行仅占 {customer_share:share}",
            ),
        ),
        (Words("The rest is worth {gap_12m:money} a year", "其余部分每年值 {gap_12m:money}"),),
    ),
    "worth_winning": (
        (
            Words(
                "Hardly a customer yet: {revenue_12m:money} a year now, {potential_12m:money} possible",
                "尚属潜在：目前年收入 {revenue_12m:money}，潜力 {potential_12m:money}",
            ),
        ),
        (
            Words(
                "That is {worth_rate} times what winning costs",
                "为客户获致成本的 {worth_rate} 倍",
            ),
        ),
    ),
    "repricing": (
        (
            Words(
                "{amount:money} {family:family} reprices on {reprices_on:day}",
                "{amount:money} {family:family}于 {reprices_on:day} 重定价",
            ),
        ),
    ),
    "promise_open": (
        (
            Words(
                "A promise of {process} has been overdue since {late_since:day}",
                "“{process}”的承诺自 {late_since:day} 起逾期未兑现",
            ),
            Words("A promise of {process} is due on {promised_on:day}", "“{process}”的承诺将于 {promised_on:day} 到期"),
        ),
    ),
    "complaint_open": (
        (
            Words(
                "The answer to a complaint about {complaint:complaint} was not accepted on {refused_on:day}",
                "关于{complaint:complaint}的投诉答复于 {refused_on:day} 未获客户接受",
            ),
            Words(
                "A complaint about {complaint:complaint} has been open since {received_on:day}",
                "关于{complaint:complaint}的投诉自 {received_on:day} 起未办结",
            ),
        ),
    ),
}

FIGURES: Mapping[str, tuple[str, Words]] = {
    "account_id": ("", Words("Account", "账户")),
    "family": ("family", Words("Product family", "产品大类")),
    "amount": ("money", Words("Balance", "余额")),
    "balance": ("money", Words("Balance", "余额")),
    "matures_on": ("day", Words("Matures on", "到期日")),
    "last_year_left_rate": ("share", Words("Share that left at maturity last year", "去年到期后流失比例")),
    "last_year_matured": ("", Words("Accounts that matured last year", "去年到期笔数")),
    "profit_12m": ("money", Words("Profit, 12 months", "近12月利润")),
    "profit_prior": ("money", Words("Profit, the 12 months before", "上年同期利润")),
    "fall_rate": ("share", Words("Fall", "降幅")),
    "line": ("line", Words("Line that changed most", "变动最大的构成")),
    "line_change": ("gain", Words("Its effect on the profit", "对利润的影响")),
    "revenue_12m": ("money", Words("Revenue, 12 months", "近12月收入")),
    "potential_12m": ("money", Words("Potential, a year", "年潜在业务总值")),
    "next_product": ("family", Words("Next product", "下一个产品")),
    "next_chance": ("share", Words("Chance that it is opened in a year", "一年内开立概率")),
    "gain_12m": ("money", Words("What holders bring in a year", "持有者年收益")),
    "charge": ("line", Words("Largest charge", "最大消耗")),
    "charge_12m": ("money", Words("Its amount", "金额")),
    "counter_events_12m": ("", Words("Transactions at the counter", "柜面业务笔数")),
    "outflow_1m": ("money", Words("Net outflow to other banks, last month", "上月净流出他行")),
    "outflow_rate": ("share", Words("Outflow over the usual deposits", "流出占日均存款")),
    "deposit_average": ("money", Words("Average deposits, last month", "上月日均存款")),
    "deposit_average_12m": ("money", Words("Average deposits, 12 months", "近12月日均存款")),
    "deposit_end": ("money", Words("Deposits at month end", "月末存款")),
    "own_current": ("money", Words("On current accounts", "活期余额")),
    "months_still": ("", Words("Months without movement", "未动月数")),
    "level": ("level", Words("Product level now", "目前产品关系等级")),
    "next_level": ("level", Words("Next level", "上一级")),
    "step": ("step", Words("What is missing", "尚缺")),
    "grade": ("grade", Words("Service grade", "服务等级")),
    "cadence_days": ("", Words("Days between contacts asked for", "联系周期(天)")),
    "last_contact_on": ("day", Words("Last contact on", "最近联系日期")),
    "leave_risk": ("share", Words("Chance of leaving within three months", "三个月内流失概率")),
    "because": ("sign", Words("What raises it most", "最主要成因")),
    "besides": ("sign", Words("What raises it besides", "其次成因")),
    "missing": ("money", Words("Below the usual deposits by", "较日均存款减少")),
    "customer_share": ("share", Words("Customer share", "客户份额")),
    "wallet_amount": ("money", Words("Wallet at all banks", "钱包总额")),
    "own_amount": ("money", Words("Held here", "在我行持有")),
    "gap_12m": ("money", Words("What the rest is worth, a year", "其余部分年价值")),
    "winning_cost": ("money", Words("Cost of winning", "客户获致成本")),
    "worth_rate": ("", Words("Worth", "值得争取倍数")),
    "reprices_on": ("day", Words("Reprices on", "重定价日")),
    "process": ("", Words("Process promised", "承诺流程")),
    "promised_on": ("day", Words("Promised for", "承诺日期")),
    "complaint": ("complaint", Words("Complaint about", "投诉类型")),
    "received_on": ("day", Words("Complaint received", "受理日期")),
    "refused_on": ("day", Words("Answer refused", "答复未被接受")),
}
