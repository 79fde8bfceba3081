"""What units usually pay under each economic code of basic expenditure: per head and year, in cents, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Habit:
    """`low` to `high` cents a year for each head of `per`; in `often` years of a thousand."""

    code: str
    low: int
    high: int
    per: Literal["active", "retired", "vehicle", "unit"] = "active"
    often: int = 1000


WAGES_BUREAU: Final = (
    Habit("30101", 4_000_000, 5_200_000),
    Habit("30102", 4_500_000, 7_000_000),
    Habit("30103", 1_500_000, 4_000_000),
)
WAGES_CENTRE: Final = (
    Habit("30101", 3_800_000, 4_900_000),
    Habit("30102", 800_000, 1_500_000),
    Habit("30103", 500_000, 2_000_000),
    Habit("30107", 3_500_000, 6_000_000),
)
CONTRIBUTIONS: Final = {  # thousandths of the wages above, by economic code
    "30108": 160,
    "30109": 80,
    "30110": 80,
    "30111": 30,
    "30112": 6,
    "30113": 120,
}
BESIDES: Final = (
    Habit("30106", 20_000, 60_000, often=300),
    Habit("30114", 30_000, 90_000, often=350),
    Habit("30199", 100_000, 400_000, often=700),
    Habit("30301", 9_000_000, 12_000_000, "unit", often=120),
    Habit("30302", 500_000, 1_300_000, "retired"),
    Habit("30304", 9_000_000, 30_000_000, "unit", often=350),
    Habit("30305", 10_000, 60_000, often=600),
    Habit("30307", 90_000, 300_000, "retired", often=500),
    Habit("30309", 2_000, 9_000, often=400),
    Habit("30399", 1_000, 80_000, often=500),
    Habit("30201", 150_000, 450_000),
    Habit("30202", 10_000, 90_000, often=900),
    Habit("30203", 5_000, 40_000, often=200),
    Habit("30204", 200, 2_500, often=500),
    Habit("30205", 8_000, 30_000, often=850),
    Habit("30206", 40_000, 150_000, often=900),
    Habit("30207", 30_000, 110_000, often=900),
    Habit("30208", 60_000, 260_000, often=450),
    Habit("30209", 80_000, 350_000, often=450),
    Habit("30211", 60_000, 320_000, often=950),
    Habit("30213", 20_000, 160_000, often=800),
    Habit("30214", 10_000, 60_000, often=200),
    Habit("30215", 8_000, 70_000, often=500),
    Habit("30216", 10_000, 120_000, often=800),
    Habit("30217", 1_000, 25_000, often=650),
    Habit("30218", 5_000, 60_000, often=350),
    Habit("30226", 40_000, 300_000, often=800),
    Habit("30227", 10_000, 150_000, often=450),
    Habit("30228", 90_000, 160_000),
    Habit("30229", 60_000, 200_000, often=800),
    Habit("30231", 1_400_000, 2_600_000, "vehicle"),
    Habit("30239", 500_000, 1_100_000, often=900),
    Habit("30240", 1_000, 9_000, often=200),
    Habit("30299", 20_000, 200_000),
    Habit("31002", 20_000, 160_000, often=550),
    Habit("31007", 10_000, 60_000, often=150),
)
BOOKED_APART: Final = {  # basic expenditure that has a functional 项 of its own, by economic code: of a bureau, of a centre
    "30108": ("2080505", "2080505"),
    "30109": ("2080506", "2080506"),
    "30110": ("2101101", "2101102"),
    "30111": ("2101103", "2101103"),
    "30113": ("2210201", "2210201"),
    "30301": ("2080501", "2080502"),
    "30302": ("2080501", "2080502"),
    "30307": ("2101199", "2101199"),
}
VEHICLE_USES: Final = (
    "vehicles_principal",
    "vehicles_confidential",
    "vehicles_emergency",
    "vehicles_law_enforcement",
    "vehicles_special_technical",
    "vehicles_other",
)
