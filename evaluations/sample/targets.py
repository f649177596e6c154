"""What each unit reaches quarter by quarter in the TPI's eyes: the story the sample answers are made to tell.

In TW II 2024 exactly the units 01-04 pass WBK; each other unit fails for reasons of its own, and together
they fail every gate there is. Area targets are percent of the area's weight; the answers come as near as the steps of
the scales allow. Indices are hundredths (372 = 3.72), results and discipline are what the sheet says.
"""

from dataclasses import dataclass

# (year, quarter), oldest first. The last one is open and half filled, the others are locked.
QUARTERS = ((2023, 1), (2023, 2), (2023, 3), (2023, 4), (2024, 1), (2024, 2), (2024, 3))
OPEN_QUARTER = QUARTERS[-1]
JUDGED_QUARTER = (2024, 2)
# (unit, quarter) that was locked while the TPI was still verifying: "tidak selesai".
UNFINISHED = ("12", (2023, 2))

# Share (percent) of the way from `start` to `end` that a unit has gone at the end of each quarter.
STEADY = (0, 18, 38, 60, 80, 100, 108)
EARLY = (0, 35, 60, 85, 95, 100, 103)
LATE = (0, 5, 12, 30, 62, 100, 110)
WAVERING = (0, 40, 30, 75, 65, 100, 95)


@dataclass(frozen=True, slots=True)
class Target:
    """One unit over all quarters; every tuple but `start` and `end` has one figure per quarter."""

    start: tuple[int, int, int, int, int, int]  # percent of areas 1-6 in TW I 2023
    end: tuple[int, int, int, int, int, int]  # percent of areas 1-6 in TW II 2024
    pace: tuple[int, ...]
    corruption: tuple[int, ...]  # IPAK, hundredths
    service: tuple[int, ...]  # IPKP, hundredths
    performance: str  # B.I.b, one letter per quarter
    discipline_before: int  # breaches in 2022
    discipline: tuple[int, ...]  # breaches since January
    size: int  # rough number of services, goals and officers
    optimism: int  # percent of answers the unit claims higher than the TPI finds

    def percent(self, area: int, quarter: int) -> int:
        """Percent of its weight that area 1-6 is to reach in the quarter with that place in QUARTERS."""
        start, end = self.start[area - 1], self.end[area - 1]
        return start + (end - start) * self.pace[quarter] // 100


TARGETS: dict[str, Target] = {
    "01": Target(
        (60, 55, 58, 57, 54, 63),
        (84, 79, 81, 80, 78, 85),
        EARLY,
        (352, 352, 358, 358, 368, 372, 373),
        (322, 322, 336, 336, 352, 360, 361),
        "DDCCBBB",
        2,
        (0, 0, 0, 0, 0, 0, 0),
        9,
        20,
    ),
    "02": Target(
        (58, 57, 56, 62, 52, 60),
        (76, 74, 72, 78, 70, 77),
        EARLY,
        (350, 354, 358, 363, 364, 366, 367),
        (310, 318, 328, 334, 338, 344, 345),
        "DDCCCBB",
        6,
        (1, 2, 3, 3, 0, 1, 1),
        24,
        13,
    ),
    "03": Target(
        (50, 52, 49, 54, 47, 58),
        (70, 72, 68, 71, 66, 78),
        LATE,
        (340, 340, 347, 347, 356, 364, 366),
        (318, 318, 330, 330, 341, 352, 354),
        "DDDDCCC",
        0,
        (0, 0, 0, 0, 0, 0, 0),
        7,
        12,
    ),
    "04": Target(
        (55, 58, 53, 55, 48, 61),
        (78, 80, 70, 73, 69, 82),
        STEADY,
        (343, 343, 354, 354, 361, 369, 370),
        (302, 302, 311, 311, 318, 358, 358),
        "DDCCCBB",
        1,
        (0, 1, 1, 1, 0, 0, 0),
        8,
        24,
    ),
    # Fails area 1 alone: services and results are good, but nobody leads the change.
    "05": Target(
        (44, 53, 55, 60, 52, 59),
        (55, 70, 72, 75, 71, 76),
        STEADY,
        (349, 349, 356, 356, 362, 368, 369),
        (312, 312, 325, 325, 337, 346, 347),
        "DDCCCBB",
        2,
        (1, 1, 1, 1, 0, 0, 0),
        10,
        15,
    ),
    # Fails areas 2 and 3: business processes and personnel.
    "06": Target(
        (55, 41, 46, 58, 55, 57),
        (74, 54, 57, 76, 74, 75),
        WAVERING,
        (351, 351, 359, 359, 363, 366, 366),
        (308, 308, 322, 322, 334, 340, 342),
        "DDDCCBB",
        3,
        (1, 2, 2, 3, 1, 1, 2),
        12,
        14,
    ),
    # Fails the service survey alone.
    "07": Target(
        (54, 52, 53, 57, 53, 51),
        (72, 71, 70, 74, 73, 70),
        EARLY,
        (353, 353, 362, 362, 367, 370, 371),
        (284, 284, 296, 296, 305, 312, 322),
        "DDCCCBB",
        1,
        (0, 0, 1, 1, 0, 0, 1),
        11,
        16,
    ),
    # Fails area 4 and the comparison with earlier results: accountability. Its surveys are the best of all.
    "08": Target(
        (58, 55, 54, 46, 56, 59),
        (76, 73, 74, 55, 75, 78),
        STEADY,
        (376, 376, 384, 384, 390, 392, 392),
        (328, 328, 338, 338, 346, 350, 351),
        "DDDDDDC",
        0,
        (0, 0, 0, 0, 0, 0, 0),
        8,
        24,
    ),
    # Fails the corruption survey alone.
    "09": Target(
        (53, 56, 55, 55, 51, 55),
        (71, 74, 73, 72, 70, 74),
        LATE,
        (332, 332, 337, 337, 344, 348, 356),
        (314, 314, 328, 328, 339, 345, 346),
        "DDCCCBB",
        2,
        (0, 1, 1, 2, 0, 1, 1),
        9,
        17,
    ),
    # Fails areas 5 and 6: oversight and services.
    "10": Target(
        (57, 58, 59, 56, 41, 44),
        (78, 77, 78, 77, 57, 57),
        STEADY,
        (352, 352, 358, 358, 364, 367, 368),
        (304, 304, 316, 316, 326, 332, 334),
        "DDCCCBB",
        1,
        (0, 0, 0, 1, 0, 0, 0),
        13,
        18,
    ),
    # Fails only Pengungkit and the total: every area just passes, none is good.
    "11": Target(
        (50, 52, 51, 53, 48, 52),
        (64, 65, 66, 65, 63, 66),
        WAVERING,
        (346, 346, 353, 353, 358, 361, 362),
        (306, 306, 314, 314, 322, 326, 328),
        "DDDDCCC",
        0,
        (0, 0, 0, 0, 0, 0, 0),
        6,
        19,
    ),
    # Fails nearly everything; the team was formed late.
    "12": Target(
        (34, 45, 38, 44, 33, 46),
        (50, 63, 54, 62, 48, 64),
        LATE,
        (318, 318, 326, 326, 338, 344, 350),
        (292, 292, 304, 304, 316, 322, 324),
        "EEDDDDD",
        3,
        (1, 2, 3, 3, 1, 2, 2),
        10,
        22,
    ),
}
