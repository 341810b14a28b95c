"""Steps of loads and day ends in words (步骤名称); a step without words here shows as it is written."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CHECKING = "checking "
WORDS = {
    "reading the delivery": gettext_lazy("reading the delivery"),
    "preparing the book": gettext_lazy("preparing the book"),
    "writing the book": gettext_lazy("writing the book"),
    "taking": gettext_lazy("taking"),
    "taken": gettext_lazy("taken"),
    "nothing new": gettext_lazy("nothing new: the same content was taken before"),
    "records": gettext_lazy("bringing back own contacts"),
    "splits": gettext_lazy("joint accounts"),
    "customer_month": gettext_lazy("customer months"),
    "keep_months": gettext_lazy("keeping the months"),
    "held_month": gettext_lazy("holdings of the month"),
    "held_months": gettext_lazy("holdings of all months"),
    "capital_cells": gettext_lazy("risk weights by the Basel formula"),
    "treasury_month": gettext_lazy("treasury line by currency"),
    "group_stretches": gettext_lazy("groups by their links"),
    "group_members": gettext_lazy("members of groups"),
    "groups": gettext_lazy("groups and households"),
    "treasury": gettext_lazy("treasury line of units"),
    "visited": gettext_lazy("visits spread over customers"),
    "customer_family": gettext_lazy("product families of customers"),
    "unit_month": gettext_lazy("months of units"),
    "last_month": gettext_lazy("last month"),
    "held": gettext_lazy("own holdings"),
    "family_rates": gettext_lazy("margins of product families"),
    "orders_held": gettext_lazy("standing orders"),
    "closings": gettext_lazy("closed accounts"),
    "rate_row": gettext_lazy("rates of the bank"),
    "customer_standing": gettext_lazy("standing of customers"),
    "scoped": gettext_lazy("customers by scope"),
    "scoped_prior": gettext_lazy("customers by scope, a year before"),
    "by_owner": gettext_lazy("customers by manager"),
    "calendar": gettext_lazy("calendar"),
    "copy": gettext_lazy("copying the figures"),
    "sums": gettext_lazy("sums of 24 months"),
    "months": gettext_lazy("24 months side by side"),
    "contacts": gettext_lazy("contacts"),
    "outflow": gettext_lazy("outflow to other banks"),
    "facts": gettext_lazy("facts of customers"),
    "acquisition": gettext_lazy("cost of winning"),
    "wallets": gettext_lazy("wallets"),
    "ranks": gettext_lazy("ranks"),
    "profiles": gettext_lazy("levels, tiers and grades"),
    "customer_figures": gettext_lazy("figures of customers"),
    "concentration": gettext_lazy("concentration"),
    "sign_counts": gettext_lazy("counts of the five signs"),
    "sign_people": gettext_lazy("customers month by month"),
    "profit_steps": gettext_lazy("profits in steps"),
    "sign_cells": gettext_lazy("the five signs month by month"),
    "sign_customers": gettext_lazy("customers behind the five signs"),
    "five_signs": gettext_lazy("five signs"),
    "bridge_cells": gettext_lazy("sums for the profit bridge"),
    "bridge_steps": gettext_lazy("causes of the profit bridge"),
    "profit_bridge": gettext_lazy("profit bridge"),
    "moves": gettext_lazy("moves of level, grade and tier"),
    "teams": gettext_lazy("units and managers"),
    "reconciliation": gettext_lazy("reconciliation"),
    "suggestions": gettext_lazy("suggestions"),
    "snapshot": gettext_lazy("writing the figures"),
    "engine": gettext_lazy("engine"),
    "wait": gettext_lazy("waiting for the last of the copy"),
    "evidence": gettext_lazy("evidence of holdings elsewhere"),
    "held_then": gettext_lazy("holdings a year before"),
    "moods": gettext_lazy("satisfaction and complaints"),
    "members": gettext_lazy("customers with their barriers"),
    "market_cells": gettext_lazy("size of the market"),
    "share_months": gettext_lazy("share of the customer month by month"),
    "share_lines": gettext_lazy("trend of the share"),
    "adoption": gettext_lazy("order of adoption"),
    "next_trial": gettext_lazy("trial of the next product"),
    "next_told": gettext_lazy("chances of the next product"),
    "next_ranked": gettext_lazy("ranking of the next product"),
    "next_products": gettext_lazy("next products"),
    "shut": gettext_lazy("accounts closed by month end"),
    "upsets": gettext_lazy("grievances and prices against customers"),
    "likely": gettext_lazy("customers likely to leave"),
    "departing_cells": gettext_lazy("features of departure"),
    "departing_counts": gettext_lazy("departures counted"),
    "departing_scores": gettext_lazy("departure model"),
    "lifetimes": gettext_lazy("lifetime value"),
    "model_cards": gettext_lazy("model cards"),
    "usage": gettext_lazy("use of cards and remittances"),
    "usage_cells": gettext_lazy("histories of use"),
    "usage_amounts": gettext_lazy("incomes of use"),
    "usage_models": gettext_lazy("models of use"),
    "usage_scores": gettext_lazy("uses expected"),
    "usage_factors": gettext_lazy("incomes expected"),
    "usages": gettext_lazy("worth of use"),
    "loss_flows": gettext_lazy("customers gained and lost"),
    "loss_months": gettext_lazy("losses month by month"),
    "loss_cells": gettext_lazy("losses counted"),
    "loss_rates": gettext_lazy("rates of loss"),
    "lost": gettext_lazy("customers lost"),
    "lost_to": gettext_lazy("where the lost went"),
    "loss_destinations": gettext_lazy("destinations of losses"),
    "survival_cells": gettext_lazy("lengths of relationships"),
    "survival": gettext_lazy("survival curves"),
    "cohorts": gettext_lazy("cohorts"),
    "movements": gettext_lazy("movement between levels and tiers"),
    "price_moves": gettext_lazy("price moves against losses"),
    "binding": gettext_lazy("switching barriers and satisfaction"),
    "barrier_kinds": gettext_lazy("kinds of switching barriers"),
    "retention_worth": gettext_lazy("worth of a point of retention"),
    "segments": gettext_lazy("segments with their shares"),
    "share_trend": gettext_lazy("trend of the bank's share"),
    "positioning": gettext_lazy("positioning"),
    "publish": gettext_lazy("publishing"),
    "index": gettext_lazy("indexing"),
    "switch": gettext_lazy("switching over"),
    "published": gettext_lazy("published"),
    "running": gettext_lazy("running"),
}
COUNTS = {
    "customers": gettext_lazy("customers"),
    "suggestions": gettext_lazy("suggestions"),
    "own_contacts": gettext_lazy("own contacts brought back"),
    "work_added": gettext_lazy("lines added to the work list"),
    "work_returned": gettext_lazy("lines back on the work list"),
    "work_lapsed": gettext_lazy("lines that lapsed"),
    "moves": gettext_lazy("moves of level, grade and tier"),
    "trials_begun": gettext_lazy("lines newly followed"),
    "trials_measured": gettext_lazy("lines measured again"),
}
TOPICS = {
    "money": gettext_lazy("money and calendar"),
    "transfer": gettext_lazy("transfer prices"),
    "serving": gettext_lazy("cost to serve"),
    "relationship": gettext_lazy("cost of managers"),
    "risk": gettext_lazy("risk and capital"),
    "layers": gettext_lazy("cost layers"),
    "groups": gettext_lazy("groups and households"),
    "standing": gettext_lazy("levels, tiers and grades"),
    "winning": gettext_lazy("cost of winning"),
    "signs": gettext_lazy("five signs"),
    "worklist": gettext_lazy("work list"),
    "checksum": gettext_lazy("checksum of all assumptions"),
    "missing_months": gettext_lazy("months never delivered"),
}


def words(step: str) -> str:
    """Return a step in the page's language."""
    if step.startswith(CHECKING):
        return _("checking %(file)s") % {"file": step.removeprefix(CHECKING)}
    if step.startswith("month "):
        return _("customer months of %(period)s") % {"period": step.removeprefix("month ")}
    if step.startswith("peers_"):
        return _("comparison with peers %(level)s") % {"level": step.removeprefix("peers_")}
    return str(WORDS.get(step, step))


def counted(name: str) -> str:
    """Return the name of a count in the page's language."""
    return str(COUNTS.get(name, name))


def topic(name: str) -> str:
    """Return the name of a set of assumptions in the page's language."""
    return str(TOPICS.get(name, name))
