"""Writes zones.json: slots around uncommon clock changes, by Python's zoneinfo.

    python3 zones.py > zones.json

The rules of the language are written here once more, in a few lines, on top of a time
zone library that shares no code with chrono-tz. Both must hold the same rules for the
dates used (checked with tzdata 2025b on both sides).
"""

import json
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

UTC = timezone.utc
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def times_of_day(zone, times, days=None):
    """Times of day. zoneinfo's fold=0 takes the first pass of a fold, and in a gap the
    offset before it, which is what the language says."""

    def slots(start, end):
        day = (start - 2 * DAY).replace(hour=0, minute=0, second=0, tzinfo=None)
        found = set()
        while day <= end.replace(tzinfo=None) + 2 * DAY:
            if days is None or day.weekday() in days:
                for hour, minute in times:
                    civil = day.replace(hour=hour, minute=minute, tzinfo=zone, fold=0)
                    found.add(civil.astimezone(UTC))
            day += DAY
        return sorted(slot for slot in found if start < slot <= end)

    return slots


def marks(zone, minutes, shift=0, window=None):
    """Every minute whose local clock shows a mark. Monrovia's minutes began half a minute
    after ours, so the steps are half minutes."""

    def slots(start, end):
        found = []
        at = start.replace(second=0) - MINUTE
        while at <= end:
            local = at.astimezone(zone)
            clock = local.hour * 60 + local.minute
            if window is None:
                hit = local.second == 0 and (clock - shift) % minutes == 0
            else:
                first, last = window
                into = clock - first
                length = last - first
                if last < first:
                    into %= 1440
                    length += 1440
                hit = local.second == 0 and 0 <= into <= length and (into - shift) % minutes == 0
            if hit and start < at:
                found.append(at)
            at += MINUTE / 2
        return found

    return slots


def elapsed(zone, minutes):
    """Evenly spaced from 1970-01-01T00:00 in the zone."""

    def slots(start, end):
        anchor = datetime(1970, 1, 1, tzinfo=zone).astimezone(UTC)
        step = timedelta(minutes=minutes)
        at = anchor + (start - anchor) // step * step
        found = []
        while at <= end:
            if start < at:
                found.append(at)
            at += step
        return found

    return slots


# Zone, what happens, and the local noon before it.
PLACES = [
    ("Europe/Dublin", "clocks go back to winter time, which Dublin calls its own exception", "2026-10-24"),
    ("Europe/Dublin", "clocks go forward to standard time", "2026-03-28"),
    ("Australia/Lord_Howe", "half an hour back", "2026-04-04"),
    ("Australia/Lord_Howe", "half an hour forward", "2026-10-03"),
    ("Pacific/Chatham", "an hour back at 03:45", "2026-04-04"),
    ("Pacific/Chatham", "an hour forward at 02:45", "2026-09-26"),
    ("Antarctica/Troll", "two hours forward", "2026-03-28"),
    ("Antarctica/Troll", "two hours back", "2026-10-24"),
    ("Pacific/Apia", "30 December 2011 does not exist", "2011-12-29"),
    ("Pacific/Kwajalein", "21 August 1993 does not exist", "1993-08-20"),
    ("America/Sao_Paulo", "midnight does not exist", "2018-11-03"),
    ("America/Sao_Paulo", "the last hour of a day twice", "2018-02-17"),
    ("Asia/Beirut", "midnight does not exist", "2026-03-28"),
    ("Asia/Beirut", "the last hour of a day twice", "2026-10-24"),
    ("America/Havana", "midnight does not exist", "2026-03-07"),
    ("America/Havana", "the first hour of a day twice", "2026-10-31"),
    ("Africa/Casablanca", "back for Ramadan", "2026-02-14"),
    ("Africa/Casablanca", "forward after Ramadan", "2026-03-21"),
    ("America/Santiago", "midnight does not exist", "2026-09-05"),
    ("America/Santiago", "the last hour of a day twice", "2026-04-04"),
    ("America/New_York", "an hour forward", "2026-03-07"),
    ("America/New_York", "an hour back", "2026-10-31"),
    ("America/St_Johns", "a minute past midnight does not exist", "2006-04-01"),
    ("Asia/Kathmandu", "a quarter of an hour forward for ever", "1985-12-31"),
    ("Asia/Pyongyang", "half an hour back for ever", "2015-08-14"),
    ("Asia/Pyongyang", "half an hour forward for ever", "2018-05-04"),
    ("Africa/Monrovia", "44 minutes and 30 seconds forward for ever", "1972-01-06"),
    ("Europe/Istanbul", "summer time for ever", "2016-10-29"),
]

# Text, the rule, hours to look at from that noon, and how many slots to list.
SCHEDULES = [
    ("every day at 00:00", lambda zone: times_of_day(zone, [(0, 0)]), 96, 4),
    ("every day at 00:30, 02:15, 02:30, 02:45", lambda zone: times_of_day(zone, [(0, 30), (2, 15), (2, 30), (2, 45)]), 60, 8),
    ("every day at 01:30, 03:15, 23:30", lambda zone: times_of_day(zone, [(1, 30), (3, 15), (23, 30)]), 72, 8),
    ("every weekend at 02:00", lambda zone: times_of_day(zone, [(2, 0)], {5, 6}), 240, 3),
    ("every hour", lambda zone: marks(zone, 60), 24, 20),
    ("every hour at :45", lambda zone: marks(zone, 60, 45), 24, 20),
    ("every 30 minutes", lambda zone: marks(zone, 30), 20, 36),
    ("every 15 minutes from 22:00 to 04:00", lambda zone: marks(zone, 15, 0, (1320, 240)), 24, 32),
    ("every 20 minutes from 00:00 to 03:00", lambda zone: marks(zone, 20, 0, (0, 180)), 40, 16),
    ("every 100 minutes", lambda zone: elapsed(zone, 100), 30, 14),
]


def main():
    rows = []
    for name, event, noon in PLACES:
        zone = ZoneInfo(name)
        start = datetime.fromisoformat(noon + "T12:00:00").replace(tzinfo=zone).astimezone(UTC)
        for text, rule, hours, count in SCHEDULES:
            slots = rule(zone)(start, start + timedelta(hours=hours))[:count]
            rows.append(
                {
                    "zone": name,
                    "event": event,
                    "text": text,
                    "after": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "next": [slot.strftime("%Y-%m-%dT%H:%M:%SZ") for slot in slots],
                }
            )
    print("[")
    print(",\n".join(json.dumps(row) for row in rows))
    print("]")


if __name__ == "__main__":
    main()
