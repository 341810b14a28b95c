"""Regions of GB/T 2260 (行政区划代码): the province by two digits, the city by four; others stand for themselves."""

from guanxi.contracts.cities import CITIES
from guanxi.kit.words import Words

PROVINCES: dict[str, Words] = {
    "11": Words("Beijing", "北京"),
    "12": Words("Tianjin", "天津"),
    "13": Words("Hebei", "河北"),
    "14": Words("Shanxi", "山西"),
    "15": Words("Inner Mongolia", "内蒙古"),
    "21": Words("Liaoning", "辽宁"),
    "22": Words("Jilin", "吉林"),
    "23": Words("Heilongjiang", "黑龙江"),
    "31": Words("Shanghai", "上海"),
    "32": Words("Jiangsu", "江苏"),
    "33": Words("Zhejiang", "浙江"),
    "34": Words("Anhui", "安徽"),
    "35": Words("Fujian", "福建"),
    "36": Words("Jiangxi", "江西"),
    "37": Words("Shandong", "山东"),
    "41": Words("Henan", "河南"),
    "42": Words("Hubei", "湖北"),
    "43": Words("Hunan", "湖南"),
    "44": Words("Guangdong", "广东"),
    "45": Words("Guangxi", "广西"),
    "46": Words("Hainan", "海南"),
    "50": Words("Chongqing", "重庆"),
    "51": Words("Sichuan", "四川"),
    "52": Words("Guizhou", "贵州"),
    "53": Words("Yunnan", "云南"),
    "54": Words("Tibet", "西藏"),
    "61": Words("Shaanxi", "陕西"),
    "62": Words("Gansu", "甘肃"),
    "63": Words("Qinghai", "青海"),
    "64": Words("Ningxia", "宁夏"),
    "65": Words("Xinjiang", "新疆"),
    "71": Words("Taiwan", "台湾"),
    "81": Words("Hong Kong", "香港"),
    "82": Words("Macao", "澳门"),
}


def named(code: str) -> Words | None:
    """Return the province of a six-digit code and the city within it; ``None`` for other codes.

    A place within, which has no name here, stands with its code; in Chinese the province goes before the city.
    """
    province = PROVINCES.get(code[:2]) if len(code) == 6 and code.isdigit() else None
    if province is None or code.endswith("0000"):
        return province
    city = CITIES.get(code[:4])
    named = Words(f"{city.en}, {province.en}", f"{province.zh}{city.zh}") if city else province
    return named if city and code.endswith("00") else Words(f"{named.en} {code}", f"{named.zh} {code}")
