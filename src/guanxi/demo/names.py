"""Invented names (姓名与企业名称): persons, companies, a few of them English.

Identity numbers and telephones look right and cannot exist: the check digit of a person's number is wrong on
purpose, a company's number holds the letter I that the standard leaves out, and no mobile number begins with 12.
"""

import numpy as np

from guanxi.demo import columns
from guanxi.demo.columns import Column
from guanxi.demo.draws import Flags, Ints, pick
from guanxi.demo.places import CITIES, INDUSTRIES

SURNAMES = tuple(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文"
)
DOUBLE = ("欧阳", "上官", "司马", "诸葛", "夏侯", "慕容")
GIVEN = tuple(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文志海波辉鹏飞宇浩然子轩梓涵雨欣怡晨曦佳琪思源嘉睿诗"
    "颖倩雪琳薇婷慧莹洁晶璐瑶翠珍贞莉荣爱春菊凤美香月莺媛雅芝萍淑惠珠云莲真环仁义兴良山贵福生元全胜学祥才发武新利清彬"
    "富顺信康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会群豪心邦承乐绍功松善厚庆民友裕河哲江亮政谦亨奇固之轮翰朗伯宏"
    "言若鸣朋斌梁栋维启克伦翔旭柏桐楠枫蔚岚沛泽润澜汐渊瀚"
)
BRAND_FIRST = tuple(
    "华宏瑞鑫恒盛金永泰兴隆昌顺达通信诚德裕丰润泽嘉益利源海江山云天星晨曙朗景辉耀光明新启远博智慧卓越凯捷锐奥康安宁和"
    "美雅正中东南北西长万百千亿国联合众聚创领航飞翔龙凤麒麟"
)
BRAND_SECOND = tuple(
    "泰达隆昌盛源丰茂祥瑞和顺通信诚德裕润泽嘉益利海江山川云天宇辰晨朗景辉耀光明新启远博智慧卓越凯捷锐奥康安宁美雅正中"
    "华宏鑫恒金永兴成业邦邑城航飞翔林森木禾苑"
)
FORMS = (
    "有限公司", "有限责任公司", "实业有限公司", "发展有限公司", "股份有限公司", "集团有限公司",
    "制品有限公司", "经营有限公司", "服务有限公司", "工贸有限公司", "合作社", "经营部",
)  # fmt: skip
ENGLISH_FIRST = (
    "Emma", "James", "Sophie", "Daniel", "Grace", "Oliver", "Hannah", "Thomas", "Alice", "Henry", "Clara", "Simon",
    "Julia", "Martin", "Nora", "Peter", "Ruth", "Oscar", "Helen", "Adrian",
)  # fmt: skip
ENGLISH_LAST = (
    "Clarke", "Hughes", "Bennett", "Fletcher", "Osborne", "Whitfield", "Marsh", "Ellison", "Parker", "Lindqvist",
    "Novak", "Hartley", "Keller", "Moreau", "Sutton", "Barlow", "Quinn", "Thornton", "Avery", "Dalton",
)  # fmt: skip
ENGLISH_HOUSES = ("Harbour", "Kestrel", "Northgate", "Bluestone", "Willow", "Meridian", "Foxglove", "Anchor", "Linden")
ENGLISH_TRADES = ("Trading Ltd", "Components Ltd", "Logistics Ltd", "Textiles Ltd", "Instruments Ltd", "Foods Ltd")
ENGLISH_RATE = 0.012
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ELEMENTS = np.frombuffer(b"10X98765432", dtype=np.uint8)


def persons(rng: np.random.Generator, size: int) -> Column:
    """Return names of persons; common surnames come more often."""
    rank = np.arange(len(SURNAMES) + len(DOUBLE), dtype=float)
    surname = columns.chosen((*SURNAMES, *DOUBLE), pick(rng, size, 1.0 / (rank + 9.0)))
    first = columns.chosen(GIVEN, rng.integers(len(GIVEN), size=size))
    second = columns.chosen(("", *GIVEN), rng.integers(len(GIVEN) + 1, size=size) * (rng.random(size) < 0.82))
    english = columns.joined(
        columns.chosen(ENGLISH_FIRST, rng.integers(len(ENGLISH_FIRST), size=size)),
        columns.same(" ", size),
        columns.chosen(ENGLISH_LAST, rng.integers(len(ENGLISH_LAST), size=size)),
    )
    return columns.either(rng.random(size) < ENGLISH_RATE, english, columns.joined(surname, first, second))


def companies(rng: np.random.Generator, city: Ints, industry: Ints, large: Flags) -> Column:
    """Return company names: place, brand, trade and legal form; a brand and form comes once per round."""
    size = len(city)
    rounds = len(BRAND_FIRST) * len(BRAND_SECOND) * len(FORMS)
    drawn = (np.arange(size, dtype=np.int64) * 104_729 + int(rng.integers(rounds))) % rounds
    brand, form = np.divmod(drawn, len(FORMS))
    first, second = np.divmod(brand, len(BRAND_SECOND))
    form = np.where(large, np.where(form % 2 == 0, 4, 5), np.where(form > 9, form % 2, form))
    trades = [word for _, words, _, _ in INDUSTRIES for word in words]
    trade = industry * 3 + rng.integers(3, size=size)
    chinese = columns.joined(
        columns.chosen([name for _, name in CITIES], city),
        columns.chosen(BRAND_FIRST, first),
        columns.chosen(BRAND_SECOND, second),
        columns.chosen(trades, trade),
        columns.chosen(FORMS, form),
    )
    english = columns.joined(
        columns.chosen(ENGLISH_HOUSES, rng.integers(len(ENGLISH_HOUSES), size=size)),
        columns.same(" ", size),
        columns.chosen(ENGLISH_LAST, rng.integers(len(ENGLISH_LAST), size=size)),
        columns.same(" & ", size),
        columns.chosen(ENGLISH_LAST, rng.integers(len(ENGLISH_LAST), size=size)),
        columns.same(" ", size),
        columns.chosen(ENGLISH_TRADES, rng.integers(len(ENGLISH_TRADES), size=size)),
    )
    return columns.either(rng.random(size) < ENGLISH_RATE, english, chinese)


def person_numbers(rng: np.random.Generator, city: Ints, born: Ints) -> Column:
    """Return 18-character identity numbers whose check character is always wrong."""
    size = len(city)
    out = np.empty((size, 18), dtype=np.uint8)
    out[:, :6] = columns.digits(np.array([int(code) for code, _ in CITIES])[city], 6)
    stamp = born.astype("datetime64[D]")
    year = stamp.astype("datetime64[Y]").astype(np.int64) + 1970
    month = stamp.astype("datetime64[M]").astype(np.int64) % 12 + 1
    in_month = (stamp - stamp.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1
    out[:, 6:14] = columns.digits(year * 10_000 + month * 100 + in_month, 8)
    out[:, 14:17] = columns.digits(_apart(city * 100_000 + born + 36_500, rng.integers(1, 999, size=size)), 3)
    weighted = (out[:, :17].astype(np.int64) - ord("0")) @ np.array(_WEIGHTS)
    out[:, 17] = _ELEMENTS[(weighted + 1 + rng.integers(10, size=size)) % 11]
    return columns.characters(out)


def _apart(born_at: Ints, number: Ints) -> Ints:
    """Move numbers on until no two of the same place and day are alike."""
    while True:
        first = np.unique(born_at * 1_000 + number, return_index=True)[1]
        again = np.ones(len(number), dtype=bool)
        again[first] = False
        if not again.any():
            return number
        number = np.where(again, number % 998 + 1, number)


def company_numbers(rng: np.random.Generator, city: Ints) -> Column:
    """Return 18-character registration numbers with a letter that no real one has."""
    size = len(city)
    out = np.empty((size, 18), dtype=np.uint8)
    out[:, :2] = np.frombuffer(b"91", dtype=np.uint8)
    out[:, 2:8] = columns.digits(np.array([int(code) for code, _ in CITIES])[city], 6)
    out[:, 8] = ord("I")
    out[:, 9:] = columns.digits(rng.permutation(size), 9)
    return columns.characters(out)


def phones(rng: np.random.Generator, size: int) -> Column:
    """Return 11-digit numbers of a range that is given to nobody."""
    return columns.numbered("12", rng.integers(10**9, size=size), 9)
