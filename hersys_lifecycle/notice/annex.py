"""The annex (別紙): ten download periods, and the prefectures of each (N10).

The notice gives days without year or hour; November and December are 2023, January is 2024 (rules, section 2).
"""

from datetime import date

from hersys_lifecycle.prefectures import Prefecture as P  # noqa: N817  # a table of 47 names is read, not spelled out

# fmt: off
PERIODS: tuple[tuple[date, date, tuple[P, ...]], ...] = (
    (date(2023, 11, 1), date(2023, 11, 10), (P.TOKYO,)),
    (date(2023, 11, 13), date(2023, 11, 17), (P.OSAKA, P.KANAGAWA)),
    (date(2023, 11, 20), date(2023, 11, 24), (P.AICHI, P.FUKUOKA)),
    (date(2023, 11, 27), date(2023, 12, 1), (P.HOKKAIDO, P.SAITAMA, P.KYOTO)),
    (date(2023, 12, 4), date(2023, 12, 8), (P.YAMAGATA, P.FUKUI, P.YAMANASHI, P.HYOGO, P.KAGAWA, P.OITA)),
    (date(2023, 12, 11), date(2023, 12, 15), (P.FUKUSHIMA, P.CHIBA, P.SHIZUOKA, P.HIROSHIMA, P.OKINAWA)),
    (date(2023, 12, 18), date(2023, 12, 22), (P.MIYAGI, P.IBARAKI, P.GIFU, P.MIE, P.OKAYAMA, P.KUMAMOTO)),
    (date(2024, 1, 4), date(2024, 1, 12), (P.AKITA, P.GUNMA, P.NAGANO, P.SHIMANE, P.TOKUSHIMA, P.SAGA, P.KAGOSHIMA)),
    (date(2024, 1, 15), date(2024, 1, 19), (P.AOMORI, P.TOCHIGI, P.NIIGATA, P.SHIGA, P.NARA, P.EHIME, P.NAGASAKI)),
    (date(2024, 1, 22), date(2024, 1, 26),
     (P.IWATE, P.TOYAMA, P.ISHIKAWA, P.WAKAYAMA, P.TOTTORI, P.YAMAGUCHI, P.KOCHI, P.MIYAZAKI)),
)
# fmt: on
