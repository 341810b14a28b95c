"""Codes of published figures with their meaning (指标代码)."""

#: The tiers of companies are Citi's in the deck; a person is no small company and has words of its own.
COMPANY_TIERS = {
    "world": ("world class", "世界级"),
    "blue_chip": ("local blue chip", "本地蓝筹级"),
    "mid": ("small and mid-size", "中小型企业"),
    "small": ("small", "小型企业"),
}
PERSON_TIERS = {
    "world": ("private banking", "私人银行客户"),
    "blue_chip": ("wealth", "财富客户"),
    "mid": ("affluent", "富裕客户"),
    "small": ("mass market", "大众客户"),
}
#: Where companies and persons stand together.
TIERS = {
    code: (f"{company[0]} / {person[0]}", f"{company[1]} / {person[1]}")
    for (code, company), person in zip(COMPANY_TIERS.items(), PERSON_TIERS.values(), strict=True)
}
GRADES = {
    "full": ("full service", "全方位服务"),
    "priority": ("priority products", "优先产品服务"),
    "general": ("general products", "一般产品服务"),
    "unique": ("unique product", "独特产品服务"),
}
LEVELS = {
    "1": ("level 1: potential", "一级：潜在型"),
    "2": ("level 2: occasional", "二级：偶尔型"),
    "3": ("level 3: more", "三级：较多型"),
    "4": ("level 4: frequent", "四级：经常性"),
    "5": ("level 5: dependent", "五级：依赖型"),
}
DEPARTURES = {
    "closed": ("all accounts closed", "全部销户"),
    "dormant": ("dormant for twelve months", "休眠满十二个月"),
    "run_off": ("balances ran off", "资金大幅流失"),
}
STEPS = {
    "family": ("one more product family", "再增加一类产品"),
    "activity": ("one more active month", "再活跃一个月"),
    "main_bank": ("a sign of the main bank: payroll, settlement or direct debits", "主办行标志：代发、结算或代扣"),
    "share": ("a larger share of the customer's wallet", "更高的客户份额"),
    "top": ("nothing: the highest level", "已是最高等级"),
}
SCOPES = {"bank": ("bank", "全行"), "unit": ("unit and below", "机构及下级"), "staff": ("manager", "客户经理")}


SUGGESTION_KINDS = {
    "keep": ("keep", "留住"),
    "grow": ("grow", "做大"),
    "mature": ("mature", "到期"),
    "recover": ("mend", "修复"),
    "win": ("win", "争取"),
    "promise": ("promise", "承诺"),
    "plan": ("plan", "计划"),
    "review": ("contact", "联系"),
    "learn": ("learn", "学习"),
}
REASONS = {
    "profit_falling": ("profit is falling", "利润下降"),
    "large_outflow": ("large outflow", "大额流出"),
    "maturing": ("product maturing", "产品到期"),
    "dormant_balance": ("large balance lies still", "大额资金沉睡"),
    "level_step": ("one step from the next level", "距上一级仅一步"),
    "loss_maker": ("loss-maker to reprice", "亏损需重新定价"),
    "no_contact": ("no contact within the cadence", "超出联系周期"),
    "run_off": ("run-off begun", "资金开始流失"),
    "leaving": ("likely to leave", "可能流失"),
    "next_product": ("next product", "下一个产品"),
    "idle_wallet": ("most of the wallet lies elsewhere", "钱包空间大"),
    "worth_winning": ("worth winning", "值得争取"),
    "repricing": ("loan reprices", "贷款重定价"),
    "promise_open": ("promise open", "承诺未兑现"),
    "assigned": ("given by a person", "人工安排"),
    "complaint_open": ("complaint open", "投诉未了结"),
}
