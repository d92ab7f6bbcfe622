"""What is read of the values that pages state: moments, tags, locations."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from wechatclean.selectors import converters, moments

CHINA = timezone(timedelta(hours=8))

MOMENTS = [
    ("1762243169", "2025-11-04 15:59:29"),
    (1762243169, "2025-11-04 15:59:29"),
    (1762243169000, "2025-11-04 15:59:29"),
    ("2025-11-04 15:59", "2025-11-04 15:59:00"),
    ("2025-11-04T15:59:29", "2025-11-04 15:59:29"),
    ("2025-11-04T07:59:29Z", "2025-11-04 15:59:29"),
    ("2025-11-04T07:59:29.123456+00:00", "2025-11-04 15:59:29"),
    ("2025-11-04 02:59:29 -0500", "2025-11-04 15:59:29"),
    ("2025年11月4日 15:59", "2025-11-04 15:59:00"),
    ("2016-08-12", "2016-08-12 00:00:00"),
    ("2017/04/07", "2017-04-07 00:00:00"),
    ("Tue, 12 Jul 2022 05:59:33 GMT", "2022-07-12 13:59:33"),
    ("Fri, 21 Aug 2026 10:04:59 +0800", "2026-08-21 10:04:59"),
    ("Fri, 21 Aug 2026 10:04:59 -0000", "2026-08-21 18:04:59"),
    (datetime(2021, 4, 16, 4, 11, 9), "2021-04-16 04:11:09"),  # noqa: DTZ001  # as YAML has it
    (datetime(2021, 4, 16, 4, 11, 9, tzinfo=timezone.utc), "2021-04-16 12:11:09"),
    (date(2021, 4, 16), "2021-04-16 00:00:00"),
    ("202403051000", "2024-03-05 10:00:00"),
    (202403051000, "2024-03-05 10:00:00"),
    (20240305, "2024-03-05 00:00:00"),
    ("20240305101112", "2024-03-05 10:11:12"),
    ("March 24, 2026 10:38 PM", "2026-03-24 22:38:00"),
    ("Mar 24, 2026, 12:05 AM", "2026-03-24 00:05:00"),
    ("Tuesday, March 24, 2026 at 10:38 p.m.", "2026-03-24 22:38:00"),
    ("24 March 2026 22:38", "2026-03-24 22:38:00"),
    ("24th Mar 2026", "2026-03-24 00:00:00"),
    ("2026-03-24 10:38 PM", "2026-03-24 22:38:00"),
    ("2026年3月24日 下午10:38", "2026-03-24 22:38:00"),
    ("2026年3月24日 星期二 上午 9:05", "2026-03-24 09:05:00"),
    ("2026年3月24日（周二） 22时38分", "2026-03-24 22:38:00"),
    ("2026年3月24日 凌晨12:05", "2026-03-24 00:05:00"),
    ("2026 年 3 月 24 日", "2026-03-24 00:00:00"),
    ("2026年3月24日 晚上10点", "2026-03-24 22:00:00"),
    ("2026年3月24日 22点05分", "2026-03-24 22:05:00"),
    ("2026-3-24 9:5:7", "2026-03-24 09:05:07"),
    ("Mar 24th, 2026, 3pm", "2026-03-24 15:00:00"),
    ("Sat Mar 01 2025 10:00:00 GMT+0800 (中国标准时间)", "2025-03-01 10:00:00"),
    ("Tue, 12 Jul 2022 05:59:33 EST", "2022-07-12 18:59:33"),
    *((nothing, None) for nothing in [
        "", "0", 0, "昨天", "3天前", "Yesterday", "2021-13-45", "99999999999999999", None, True, [], {},
        1e300, "Tue, 99 Jul 2022", "March 24", "10:38 PM", "3/24/2026, 10:38 PM", "20241345", "2024年3月",
        "2026-03-24 3", "2026-03-24 25点",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "moment"), MOMENTS, ids=[repr(said) for said, _ in MOMENTS])
def test_moment(said, moment):
    expected = datetime.fromisoformat(moment).replace(tzinfo=CHINA) if moment else None
    assert moments.moment(said) == expected
    assert expected is None or moments.moment(said).utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("said", "tags"),
    [
        (["甲", "#乙", " 甲 "], ("甲", "乙")),
        ("甲, 乙，丙", ("甲", "乙", "丙")),
        ({"tags": [{"tag_name": "甲"}, {"tag_name": ""}, {}]}, ("甲",)),
        ([1, None, ["x"], True], ("1",)),
        ([], None),
        (None, None),
        (7, ("7",)),
    (True, None),
    ],
)
def test_tags(said, tags):
    assert converters.tags(said, None) == tags


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"country_id": "156", "country_name": "中国", "province_name": "四川", "city_name": "成都"}, "四川"),
        ({"countryId": "156", "countryName": "中国", "provinceName": ""}, "中国"),
        ({"country_id": "392", "country_name": "日本", "province_name": "大阪"}, "日本"),
        ({"country_id": "", "country_name": "", "province_name": ""}, None),
        ("云南", "云南"),
        ("", None),
    ],
)
def test_location(said, place):
    assert converters.location(said, None) == place
