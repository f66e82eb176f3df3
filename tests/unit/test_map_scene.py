from datetime import UTC, datetime

import pytest

from ioc.domain.cameras import Camera, CameraStatus
from maps import cluster
from maps.cluster import Box
from maps.messages import dumps, place_message
from maps.scene import Scene

NOW = datetime(2026, 11, 21, 7, 32, tzinfo=UTC)
WORLD = Box(0.0, 0.0, 1.0, 1.0)


def camera(name, latitude=10.0, longitude=106.0, status=CameraStatus.ONLINE):
    return Camera("feed", name, f"Camera {name}", latitude, longitude, status, NOW, NOW)


def by_key(*cameras):
    return {one.key: one for one in cameras}


@pytest.fixture
def spread():
    return by_key(*(camera(str(n), 9.0 + 0.3 * n, 105.0 + 0.2 * (n % 3)) for n in range(10)))


def test_only_what_lies_around_the_viewport_is_sent(spread):
    scene = Scene()
    scene.show(spread, None)
    box = scene.extent(["feed/0", "feed/1"])
    sent = scene.view(14.0, box)
    assert sum(sent["n"]) == 2
    assert sum(scene.view(14.0, WORLD)["n"]) == 10


def test_a_pan_inside_what_was_sent_sends_nothing(spread):
    scene = Scene()
    scene.show(spread, None)
    box = Box(0.78, 0.47, 0.80, 0.48)
    assert scene.view(9.0, box) is not None
    assert scene.view(9.0, Box(0.781, 0.471, 0.801, 0.481)) is None
    assert scene.view(10.0, box) is not None


def test_a_status_is_sent_as_a_difference_and_once(spread):
    scene = Scene()
    scene.show(spread, None)
    scene.view(14.0, WORLD)
    changed = spread | by_key(spread["feed/3"]._replace(status=CameraStatus.OFFLINE))
    assert scene.show(changed, frozenset({"feed/3"})) is False
    sent = scene.delta()
    assert sent["generation"] == scene.generation
    assert (sent["worst"], sent["bad"]) == ([3], [1])
    assert scene.members(scene.generation, sent["ids"][0]) == ["feed/3"]
    assert scene.delta() is None


def test_a_circle_counts_its_dark_members_again_when_one_recovers():
    cameras = by_key(*(camera(str(n), 10.0 + n * 1e-4, status=CameraStatus.OFFLINE) for n in range(12)))
    scene = Scene()
    scene.show(cameras, None)
    full = scene.view(6.0, WORLD)
    assert (full["n"], full["bad"], full["worst"]) == ([12], [12], [3])
    scene.show(cameras | by_key(cameras["feed/5"]._replace(status=CameraStatus.ONLINE)), {"feed/5"})
    assert scene.delta()["bad"] == [11]


def test_a_camera_that_moves_comes_or_goes_makes_a_new_view(spread):
    scene = Scene()
    scene.show(spread, None)
    assert scene.show(spread | by_key(camera("3", 12.0)), {"feed/3"}) is True
    assert scene.show(spread | by_key(camera("new")), {"feed/new"}) is True
    assert scene.show(spread, {"feed/new"}) is True
    assert scene.total == 10


def test_positions_that_cannot_be_drawn_are_left_out_but_known():
    scene = Scene()
    scene.show(by_key(camera("ok"), camera("far", 95.0), camera("none", float("nan"), float("nan"))), None)
    assert scene.keys == ["feed/ok"]
    assert scene.camera("feed/far") is not None
    assert scene.place_of("feed/far") is None
    assert sum(scene.view(5.0, WORLD)["n"]) == 1


def test_alerts_reach_the_circle_that_holds_the_camera():
    cameras = by_key(*(camera(str(n), 10.0 + n * 1e-4) for n in range(6)))
    scene = Scene()
    scene.show(cameras, None)
    scene.view(6.0, WORLD)
    scene.set_alerted(["feed/2", "feed/unknown"])
    assert scene.delta()["alerted"] == [1]
    scene.set_alerted([])
    assert scene.delta()["alerted"] == [0]


def test_the_choice_survives_a_change_of_cameras_and_of_zoom(spread):
    scene = Scene()
    scene.show(spread, None)
    scene.selected = "feed/4"
    far = scene.view(4.0, WORLD)
    assert scene.members(scene.generation, far["selected"])[0] is not None
    assert "feed/4" in scene.members(scene.generation, far["selected"])
    scene.show(spread | by_key(camera("new", 20.0)), {"feed/new"})
    near = scene.view(15.0, WORLD)
    assert scene.members(scene.generation, near["selected"]) == ["feed/4"]


def test_a_page_that_speaks_of_the_past_is_not_listened_to(spread):
    scene = Scene()
    scene.show(spread, None)
    old = scene.view(14.0, WORLD)
    scene.view(15.0, WORLD)
    assert scene.members(old["generation"], old["ids"][0]) == []
    assert scene.members(scene.generation, 10_000) == []


def test_members_of_a_circle_come_worst_first():
    cameras = by_key(camera("a"), camera("b", status=CameraStatus.OFFLINE), camera("c", status=CameraStatus.DEGRADED))
    scene = Scene()
    scene.show(cameras, None)
    sent = scene.view(18.0, WORLD)
    assert scene.members(scene.generation, sent["ids"][0]) == ["feed/b", "feed/c", "feed/a"]
    assert not scene.splits(cameras)
    assert scene.zoom_for("feed/a") == 18.0


def test_names_and_keys_never_go_to_the_page():
    hostile = "</script><img src=x onerror=alert(1)>"
    scene = Scene()
    scene.show(by_key(camera("1")._replace(name=hostile, id=hostile, url=hostile, site=hostile)), None)
    scene.selected = f"feed/{hostile}"
    assert "<" not in dumps(scene.view(10.0, WORLD))


def test_an_empty_map_is_a_view_too():
    scene = Scene()
    assert scene.full() is None
    assert scene.delta() is None
    scene.show({}, None)
    assert scene.view(6.0, WORLD)["ids"] == []
    assert scene.delta() is None


def test_messages_refuse_what_javascript_cannot_read():
    with pytest.raises(ValueError):
        dumps({"x": float("nan")})
    assert place_message((104.0, 8.5, 110.0, 23.5), home=True) == {
        "bounds": [[8.5, 104.0], [23.5, 110.0]],
        "closest": 18.0,
        "home": True,
    }


def test_a_hundred_thousand_cameras_are_grouped_and_a_thousand_changes_found():
    cameras = by_key(
        *(
            camera(str(n), 9.0 + (n * 7919 % 100_003) / 5e4, 105.0 + (n * 104_729 % 99_991) / 5e4)
            for n in range(100_000)
        )
    )
    scene = Scene()
    scene.show(cameras, None)
    assert sum(scene.view(8.0, WORLD)["n"]) == 100_000
    dark = {key: one._replace(status=CameraStatus.OFFLINE) for key, one in list(cameras.items())[::100]}
    scene.show(cameras | dark, frozenset(dark))
    assert sum(scene.delta()["bad"]) == 1000
    assert cluster.CROWD > 1
