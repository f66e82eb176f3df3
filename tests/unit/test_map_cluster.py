import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps import cluster
from maps.cluster import Box

degrees = st.tuples(st.floats(8.0, 12.0), st.floats(104.0, 108.0))
clumps = st.lists(
    st.one_of(degrees, st.sampled_from([(10.0, 106.0), (10.0001, 106.0001), (10.02, 106.0), (10.03, 106.02)])),
    max_size=120,
)
zooms = st.sampled_from([3.0, 5.25, 8.0, 10.0, 12.5, 15.0, 18.0])


def world(points):
    places = np.array(points, np.float64).reshape(-1, 2)
    return cluster.mercator(places[:, 0], places[:, 1])


@given(clumps, zooms)
@settings(max_examples=150, deadline=None)
def test_every_point_is_in_exactly_one_group(points, zoom):
    x, y = world(points)
    groups = cluster.group(x, y, zoom)
    assert int(groups.count.sum()) == len(points)
    members = [point for number in range(len(groups.count)) for point in groups.members(number).tolist()]
    assert sorted(members) == list(range(len(points)))
    for number in range(len(groups.count)):
        for point in groups.members(number):
            assert groups.of[point] == number


@given(clumps, zooms, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_a_group_says_of_its_members_what_counting_them_says(points, zoom, random):
    x, y = world(points)
    rank = np.array([random.choice([0, 0, 1, 2, 3]) for _ in points], np.int64)
    alerted = np.array([random.random() < 0.1 for _ in points], np.bool_)
    groups = cluster.group(x, y, zoom)
    verdict = cluster.judge(groups, rank, alerted)
    for number in range(len(groups.count)):
        members = groups.members(number).tolist()
        ranks = [int(rank[point]) for point in members]
        assert verdict.worst[number] == max(ranks)
        assert verdict.bad[number] == (ranks.count(max(ranks)) if max(ranks) else 0)
        assert verdict.alerted[number] == any(alerted[point] for point in members)
        assert groups.x[number] == pytest.approx(float(np.mean(x[members])))


@given(clumps, zooms, degrees, degrees)
@settings(max_examples=100, deadline=None)
def test_a_rectangle_holds_the_groups_whose_middle_it_holds(points, zoom, one, other):
    x, y = world(points)
    edge_x, edge_y = world([one, other])
    box = Box(edge_x.min(), edge_y.min(), edge_x.max(), edge_y.max())
    groups = cluster.group(x, y, zoom)
    inside = {
        number
        for number in range(len(groups.count))
        if box.west <= groups.x[number] <= box.east and box.north <= groups.y[number] <= box.south
    }
    assert set(groups.inside(box).tolist()) == inside


def test_a_crowded_cell_is_one_circle_and_four_scattered_cameras_are_four_points():
    crowd = [(10.0 + n * 0.001, 106.0 + n * 0.0013) for n in range(8)]
    x, y = world(crowd)
    assert cluster.group(x, y, 9.0).count.tolist() == [8]
    x, y = world([(9.0, 105.0), (9.6, 105.1), (9.1, 105.9), (9.9, 105.8)])
    assert cluster.group(x, y, 9.0).count.tolist() == [1, 1, 1, 1]


def test_cameras_on_one_mast_stay_one_stack_however_close_one_comes():
    x, y = world([(10.0, 106.0)] * 2 + [(10.2, 106.2)])
    assert sorted(cluster.group(x, y, 18.0).count.tolist()) == [1, 2]


def test_circles_that_would_touch_are_one_circle():
    rng = np.random.default_rng(7)
    x, y = cluster.mercator(rng.normal(10.7, 0.05, 3000), rng.normal(106.6, 0.05, 3000))
    groups = cluster.group(x, y, 11.0)
    px, py = groups.x * 256 * 2**11, groups.y * 256 * 2**11
    circles = np.nonzero(groups.count >= cluster.CROWD)[0]
    apart = np.hypot(px[circles][:, None] - px[circles], py[circles][:, None] - py[circles])
    np.fill_diagonal(apart, np.inf)
    assert len(circles) > 10
    assert apart.min() > 1.6 * cluster.CIRCLE


def test_panning_never_regroups():
    rng = np.random.default_rng(3)
    x, y = cluster.mercator(rng.uniform(9, 11, 400), rng.uniform(105, 107, 400))
    groups = cluster.group(x, y, 10.0)
    whole = set(groups.inside(Box(0, 0, 1, 1)).tolist())
    middle = float(np.median(groups.x))
    west = set(groups.inside(Box(0, 0, middle, 1)).tolist())
    east = set(groups.inside(Box(np.nextafter(middle, 1), 0, 1, 1)).tolist())
    assert west | east == whole
    assert not west & east


@given(st.floats(-85.0, 85.0), st.floats(-180.0, 180.0))
def test_mercator_and_back(latitude, longitude):
    x, y = cluster.mercator(np.array([latitude]), np.array([longitude]))
    assert 0.0 <= x[0] <= 1.0
    assert cluster.degrees(float(x[0]), float(y[0])) == pytest.approx((latitude, longitude), abs=1e-6)


def test_what_is_not_on_the_globe_is_not_valid():
    latitude = np.array([10.0, 91.0, np.nan, np.inf, -86.0, 10.0])
    longitude = np.array([106.0, 106.0, 106.0, 106.0, 106.0, 181.0])
    assert cluster.valid(latitude, longitude).tolist() == [True, False, False, False, False, False]


def test_coming_closer_until_a_camera_stands_alone():
    points = [(10.0 + n * 0.002, 106.0) for n in range(9)]
    x, y = world(points)
    zoom = cluster.zoom_apart(x, y, 4, np.arange(9), 8.0, 18.0)
    groups = cluster.group(x, y, zoom)
    assert 8.0 < zoom < 18.0
    assert groups.count[groups.of[4]] == 1
    assert cluster.zoom_apart(x[:1], y[:1], 0, np.arange(1), 8.0, 18.0) == 8.0
