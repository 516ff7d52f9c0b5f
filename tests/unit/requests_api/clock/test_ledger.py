"""The ledger: one row per day, why it counts or does not, in the office's words."""

from datetime import date

from gongkai.calendar import base_calendar
from requests_api.clock import Channel, ClockEvent, ClockFacts, EventType, evaluate, explain

CALENDAR = base_calendar()


def rows_of(received_on, *events, as_of, **facts):
    built = ClockFacts(received_on, Channel.ORAL, events=events, **facts)
    rows = explain(evaluate(built, CALENDAR, as_of), CALENDAR, facts.get("jurisdiction"))
    return {row.on: row for row in rows}


def test_a_plain_term_names_each_kind_of_day():
    rows = rows_of(date(2025, 9, 26), as_of=date(2025, 9, 26))
    told = {
        day: (
            rows[date(2025, *day)].counts,
            rows[date(2025, *day)].nth,
            rows[date(2025, *day)].reason,
        )
        for day in ((9, 26), (9, 27), (9, 28), (9, 29), (10, 1), (10, 11))
    }
    assert told == {
        (9, 26): (False, None, "receipt_day"),
        (9, 27): (False, None, "weekend"),
        (9, 28): (True, 1, "makeup_working_day"),
        (9, 29): (True, 2, "working_day"),
        (10, 1): (False, None, "holiday"),
        (10, 11): (True, 6, "makeup_working_day"),
    }


def test_a_day_is_explained_by_its_name_and_where_it_matters_by_its_source():
    rows = rows_of(date(2025, 9, 26), as_of=date(2025, 9, 26))
    notice = "国务院办公厅关于2025年部分节假日安排的通知"
    assert rows[date(2025, 9, 26)].basis == "期间开始之日不计算在期间内（民事诉讼法第85条）"
    assert rows[date(2025, 9, 29)].basis == "星期一"
    assert rows[date(2025, 9, 28)].basis == f"调休上班（2025-10-07放假），{notice}"
    assert rows[date(2025, 10, 1)].basis.endswith(f"，{notice}")
    assert rows[date(2025, 9, 27)].basis == f"星期六，{notice}"


def test_stopped_days_and_a_restart_say_so_and_the_count_begins_anew():
    rows = rows_of(
        date(2025, 3, 3),
        ClockEvent(EventType.CORRECTION_NOTIFIED, date(2025, 3, 4)),
        ClockEvent(EventType.CORRECTION_RECEIVED, date(2025, 3, 6)),
        as_of=date(2025, 3, 10),
    )
    told = [tuple(rows[date(2025, 3, day)])[1:4] for day in (4, 5, 6, 7, 8, 10)]
    assert told == [
        (True, 1, "working_day"),
        (False, None, "stopped"),
        (False, None, "restart_day"),
        (True, 1, "working_day"),
        (False, None, "weekend"),
        (True, 2, "working_day"),
    ]
    assert rows[date(2025, 3, 5)].basis == "条例第30条：答复期限自收到补正的申请之日起计算"
    assert rows[date(2025, 3, 6)].basis == "自次日起重新计算，当日不计算在期间内"


def test_before_the_receipt_and_without_a_date_it_ends_where_it_must():
    letter = ClockEvent(EventType.CONSULTATION_SENT, date(2025, 3, 5))
    assert max(rows_of(date(2025, 3, 3), letter, as_of=date(2025, 3, 10))) == date(2025, 3, 10)
    assert max(rows_of(date(2025, 3, 3), letter, as_of=date(2025, 3, 1))) == date(2025, 4, 22)
    pause = ClockEvent(EventType.PAUSED, date(2025, 3, 5))
    own = {"rule_set": "bayannur-measures", "jurisdiction": "150800"}
    assert max(rows_of(date(2025, 3, 3), pause, as_of=date(2025, 3, 10), **own)) == date(
        2025, 3, 10
    )
