"""Which pages of the manual show a published figure by example (指标与手册页的对应), for *why?*.

Names only, so that explaining a figure loads no specification. Reasons of the work list bear the name of their page.
"""

_LINES = "deposit_margin loan_margin fees serve_cost relationship_cost expected_loss"
_YEARS = " ".join(f"{line}_{year}" for line in _LINES.split() for year in ("12m", "prior"))

#: Page → figures: columns of the figures of customers, or ``contract.column``, ``contract.*`` for every column.
PAGES: dict[str, str] = {
    "profit": f"profit_12m profit_prior profit_months revenue_12m profit_direct_12m profit_full_12m overhead_cost_12m "
    f"capital_average economic_profit_12m raroc_rate {_YEARS}",
    "transfer": "deposit_margin_12m deposit_margin_prior loan_margin_12m loan_margin_prior",
    "margins": "deposit_margin_12m deposit_margin_prior loan_margin_12m loan_margin_prior",
    "attribution": "deposit_average deposit_average_12m loan_average loan_average_12m",
    "serving": "serve_cost_12m serve_cost_prior",
    "relationship_cost": "relationship_cost_12m relationship_cost_prior",
    "losses": "expected_loss_12m expected_loss_prior capital_average",
    "basel": "capital_average",
    "outflow": "outflow_1m",
    "outflow_from_balances": "outflow_1m",
    "potential": "potential_12m potential_base potential_doing potential_effort potential_importance",
    "level": "level level_step level_before",
    "grade": "grade",
    "grade_settled": "grade",
    "tier": "tier",
    "departed": "departure departed_on",
    "dormant": "departure departed_on",
    "departure": "departure departed_on",
    "holding": "families family_count account_count own_families",
    "family_rates": "customer_share potential_12m potential_base",
    "evidence": "wallet_evidence wallet_amount wallet_families",
    "outside": "wallet_evidence wallet_amount wallet_families",
    "order_evidence": "wallet_evidence",
    "axes": "axis_region axis_industry axis_size axis_preference",
    "wallet": "wallet_amount own_families wallet_families wallet_marks wallet_cell wallet_evidence",
    "share": "customer_share",
    "share_trend": "share_months share_trend.*",
    "share_ahead": "share_ahead share_ahead_low share_ahead_high share_trend.share_ahead share_trend.share_ahead_low "
    "share_trend.share_ahead_high",
    "closed_forms": "lifetime_closed",
    "lifetime_weight": "lifetime_value lifetime_low lifetime_high expected_months departure_hazard departure_later",
    "lifetime": "lifetime_value lifetime_low lifetime_high lifetime_closed expected_months",
    "departure_reasons": "departure_reasons departure_risk_3m departure_risk_6m",
    "grievances": "departure_risk_3m departure_risk_6m",
    "dearer": "departure_risk_3m departure_risk_6m",
    "usage": "card_active remittance_active card_value remittance_value",
    "usage_worth": "card_value card_low card_high remittance_value remittance_low remittance_high",
    "adoption": "next_product next_products",
    "next_chance": "next_product next_products next_product_chance next_product_value",
    "next_products": "next_product next_products next_product_value",
    "barriers": "barriers barrier_count",
    "mood": "mood",
    "years": "lifetime_value_deck acquisition.years acquisition.revenue acquisition.margin_rate",
    "worth": "lifetime_value_deck winning_cost worth_rate acquisition.*",
    "concentration": "rank_number rank_rate concentration.*",
    "bridge": "profit_bridge.*",
    "five_signs": "five_signs.*",
    "newcomers": "five_signs.values five_signs.customers",
    "contacts": "five_signs.values five_signs.customers",
    "windfalls": "five_signs.values five_signs.customers",
    "wins": "five_signs.values five_signs.customers",
    "profit_with_few": "five_signs.values",
    "loss_rates": "loss_rates.*",
    "price_moves": "price_moves.*",
    "destinations": "loss_destinations.*",
    "survival": "survival.*",
    "cohorts": "cohorts.*",
    "movements": "movements.*",
    "binding": "binding.*",
    "barrier_kinds": "barrier_kinds.*",
    "retention_worth": "retention_worth.*",
    "positioning": "positioning.*",
    "market": "positioning.market_size positioning.market_growth positioning.market_share positioning.market_year "
    "positioning.market_source positioning.competitors",
    "groups": "groups.*",
    "group_parts": "group_members.* groups.profit_12m groups.profit_prior groups.capital_average",
    "moves": "moves.*",
    "reconciliation": "reconciliation.*",
    "treasury": "treasury.*",
    "currency": "treasury.margin treasury.net_interest",
}


def of(figure: str) -> tuple[str, ...]:
    """Return the names of the pages that show ``contract.column``, in the order above."""
    contract, column = figure.split(".", 1)
    asked = {figure, f"{contract}.*"} | ({column} if contract == "customer_figures" else set())
    return tuple(page for page, figures in PAGES.items() if asked & set(figures.split()))
