"""Sections of GB/T 4754-2017 (国民经济行业分类门类), as the industry axis holds them; its divisions lie beside.

A bank that delivers codes of another classification says so in its settings: then no words of ours are put on them.
"""

from guanxi.contracts.divisions import DIVISIONS
from guanxi.kit.words import Words

#: The classification whose words are kept here, and how a setting names it.
GB = "gbt4754"
SECTIONS: dict[str, Words] = {
    "A": Words("Agriculture, forestry, fishing", "农、林、牧、渔业"),
    "B": Words("Mining", "采矿业"),
    "C": Words("Manufacturing", "制造业"),
    "D": Words("Electricity, heat, gas, water", "电力、热力、燃气及水生产和供应业"),
    "E": Words("Construction", "建筑业"),
    "F": Words("Wholesale and retail", "批发和零售业"),
    "G": Words("Transport, storage, post", "交通运输、仓储和邮政业"),
    "H": Words("Hotels and restaurants", "住宿和餐饮业"),
    "I": Words("Software and information", "信息传输、软件和信息技术服务业"),
    "J": Words("Finance", "金融业"),
    "K": Words("Real estate", "房地产业"),
    "L": Words("Leasing and business services", "租赁和商务服务业"),
    "M": Words("Research and technical services", "科学研究和技术服务业"),
    "N": Words("Water, environment, public facilities", "水利、环境和公共设施管理业"),
    "O": Words("Household and other services", "居民服务、修理和其他服务业"),
    "P": Words("Education", "教育"),
    "Q": Words("Health and social work", "卫生和社会工作"),
    "R": Words("Culture, sport, entertainment", "文化、体育和娱乐业"),
    "S": Words("Public administration", "公共管理、社会保障和社会组织"),
    "T": Words("International organisations", "国际组织"),
}


def section(code: str, classification: str = GB) -> Words | None:
    """Return the section of an industry code; ``None`` when it has none, or is of another classification."""
    return SECTIONS.get(code[:1].upper()) if classification == GB else None


def named(code: str, classification: str = GB) -> Words | None:
    """Return the words of a code: its division's, or its section's with the code behind; ``None`` when it has none."""
    if classification != GB:
        return None
    found, division = section(code), DIVISIONS.get(code[:3].upper())
    if division is not None or found is None or len(code) == 1:
        return division or found
    return Words(f"{found.en} {code}", f"{found.zh} {code}")
