"""What a batch is made of follows from seed and step."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from core.training.config import SamplingConfig
from core.training.plan import plan_batch

IMAGES = {"ct-denoise": 3, "mri-sr4": 1, "rs-cloud": 7}


@settings(deadline=None)
@given(st.integers(0, 2**31), st.integers(0, 10**6), st.integers(1, 20), st.integers(1, 9))
def test_every_task_gets_its_share(seed: int, step: int, batch: int, tasks: int) -> None:
    images = {f"task-{i}": i + 1 for i in range(tasks)}
    plan = plan_batch(seed, step, images, SamplingConfig(batch=batch))
    counts = Counter(draw.task for draw in plan)
    assert len(plan) == batch
    each, left = divmod(batch, tasks)
    assert {counts[task] - each for task in images} <= {0, 1}
    assert sum(counts[task] - each for task in images) == left
    for draw in plan:
        assert 0 <= draw.image < images[draw.task]
        assert all(0 <= share < 1 for share in draw.place)
        assert draw.turns in range(4)


def test_same_seed_and_step_give_the_same_batch() -> None:
    told = SamplingConfig(batch=5)
    assert plan_batch(1, 7, IMAGES, told) == plan_batch(1, 7, IMAGES, told)
    assert plan_batch(1, 7, IMAGES, told) != plan_batch(1, 8, IMAGES, told)
    assert plan_batch(1, 7, IMAGES, told) != plan_batch(2, 7, IMAGES, told)


def test_over_many_steps_all_images_of_a_task_are_drawn_alike() -> None:
    told = SamplingConfig(batch=3)
    drawn = Counter(
        draw.image
        for step in range(700)
        for draw in plan_batch(0, step, IMAGES, told)
        if draw.task == "rs-cloud"
    )
    assert sorted(drawn) == list(range(7))
    assert min(drawn.values()) > 65, "100 on average, deviation 9.3"


def test_a_weighted_task_is_drawn_as_often_as_its_weight_says() -> None:
    told = SamplingConfig(batch=9, task_weight={"ct-denoise": 2.5, "mri-sr4": 0.5})
    plan = [draw.task for step in range(400) for draw in plan_batch(0, step, IMAGES, told)]
    counts = Counter(plan)
    assert len(plan) == 3600
    # 2.5, 0.5 and 1 of 4 parts: 5.625, 1.125 and 2.25 of nine.
    for task, wanted in (("ct-denoise", 5.625), ("mri-sr4", 1.125), ("rs-cloud", 2.25)):
        assert abs(counts[task] / 400 - wanted) < 0.08, "deviation 0.025"


def test_tasks_left_over_are_drawn_by_lot() -> None:
    told = SamplingConfig(batch=4)
    extra = Counter[str]()
    for step in range(300):
        counts = Counter(draw.task for draw in plan_batch(0, step, IMAGES, told))
        extra += Counter(task for task, n in counts.items() if n == 2)
    assert min(extra[task] for task in IMAGES) > 70, "100 on average, deviation 8.2"


def test_shares_are_kept() -> None:
    told = SamplingConfig(batch=30, clean_share=0.25, lesser_share=0.4, degrade={"rs-cloud": 0.5})
    plan = [draw for step in range(100) for draw in plan_batch(0, step, IMAGES, told)]
    assert abs(sum(draw.clean for draw in plan) / 3000 - 0.25) < 0.03
    assert abs(sum(draw.lesser for draw in plan) / 3000 - 0.4) < 0.03
    cloudy = [draw for draw in plan if draw.task == "rs-cloud"]
    assert abs(sum(draw.anew for draw in cloudy) / len(cloudy) - 0.5) < 0.06
    assert not any(draw.anew for draw in plan if draw.task != "rs-cloud")
