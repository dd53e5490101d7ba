"""Metrics repeat values worked out by hand and those of an independent implementation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metrics import (
    Score,
    luma,
    mae,
    psnr,
    psnr8,
    rmse,
    score_luma8,
    score_rgb8,
    score_unit,
    ssim,
    to_rgb8,
)


def pictures(bands: int = 3, side: int = 24, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    truth = random.uniform(0, 1, (bands, side, side + 3))
    return np.clip(truth + random.normal(0, 0.1, truth.shape), 0, 1), truth


class TestDifferences:
    def test_by_hand(self) -> None:
        result, truth = [[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [3.0, 0.0]]
        assert rmse(result, truth) == 2.0
        assert mae(result, truth) == 1.0
        # 10 log10(400² / 4)
        assert psnr(result, truth, data_range=400.0) == pytest.approx(46.0206, abs=1e-4)

    def test_one_grey_level_everywhere(self) -> None:
        result, truth = np.full((4, 4), 101, np.uint8), np.full((4, 4), 100, np.uint8)
        assert psnr(result, truth, data_range=255) == pytest.approx(48.1308, abs=1e-4)
        assert psnr(truth, result, data_range=255) == pytest.approx(48.1308, abs=1e-4)

    def test_eight_bits_inside_a_window(self) -> None:
        """-160 to 240 HU: values outside are clipped, 1 HU is less than a level of 1.57 HU."""
        truth = np.array([[[-500.0, 0.0], [40.0, 900.0]]])
        near = np.array([[[-160.0, 0.1], [40.0, 240.0]]])
        assert psnr8(near, truth, window=(-160, 240)) == math.inf
        off = truth + np.array([[[0, 80 * 400 / 255], [0, 0]]])
        assert psnr8(off, truth, window=(-160, 240)) == pytest.approx(
            10 * math.log10(255**2 / (80**2 / 4))
        )

    def test_identical_images_are_infinitely_close(self) -> None:
        assert psnr([[1.0]], [[1.0]], data_range=1.0) == math.inf

    @pytest.mark.parametrize("bands", [1, 3])
    def test_psnr_agrees_with_an_independent_implementation(self, bands: int) -> None:
        from skimage.metrics import peak_signal_noise_ratio

        result, truth = pictures(bands)
        expected = peak_signal_noise_ratio(truth * 400, result * 400, data_range=400)
        assert psnr(result * 400, truth * 400, data_range=400) == pytest.approx(expected, abs=1e-9)
        levels = [np.moveaxis(to_rgb8(image), 0, -1) for image in (truth, result)]
        expected = peak_signal_noise_ratio(*levels, data_range=255)
        assert score_rgb8(result, truth).psnr == pytest.approx(expected, abs=1e-9)

    @pytest.mark.parametrize("side", [0, 1])
    def test_what_is_no_number_gives_none(self, side: int) -> None:
        """A figure that left the pixel out would look like a good one."""
        images = [np.zeros((12, 12)), np.ones((12, 12))]
        images[side][4, 4] = np.nan
        assert math.isnan(psnr(*images, data_range=1.0))
        assert math.isnan(ssim(*images, data_range=1.0))
        assert math.isnan(rmse(*images))
        assert math.isnan(mae(*images))

    @given(noise=st.floats(1e-3, 10), data_range=st.floats(0.5, 5000))
    def test_psnr_follows_from_rmse(self, noise: float, data_range: float) -> None:
        truth = np.zeros((3, 3))
        value = psnr(truth + noise, truth, data_range=data_range)
        assert value == pytest.approx(20 * math.log10(data_range / noise), abs=1e-9)

    def test_shapes_are_not_broadcast(self) -> None:
        with pytest.raises(ValueError, match="shape"):
            psnr(np.zeros((1, 4, 4)), np.zeros((3, 4, 4)), data_range=1.0)

    def test_range_must_be_positive(self) -> None:
        with pytest.raises(ValueError, match="data_range"):
            psnr([[1.0]], [[2.0]], data_range=0.0)

    def test_nothing_is_no_image(self) -> None:
        with pytest.raises(ValueError, match="empty"):
            rmse([], [])


class TestSsim:
    @pytest.mark.parametrize("data_range", [1.0, 255.0])
    def test_agrees_with_an_independent_implementation(self, data_range: float) -> None:
        from skimage.metrics import structural_similarity

        result, truth = (picture * data_range for picture in pictures())
        whole = [
            structural_similarity(
                a,
                b,
                data_range=data_range,
                gaussian_weights=True,
                sigma=1.5,
                use_sample_covariance=False,
                win_size=11,
                full=True,
            )[1]
            for a, b in zip(result, truth, strict=True)
        ]
        expected = np.mean([image[5:-5, 5:-5] for image in whole])
        assert ssim(result, truth, data_range=data_range) == pytest.approx(expected, abs=1e-9)

    def test_of_levels_is_the_mean_over_channels(self) -> None:
        from skimage.metrics import structural_similarity

        result, truth = pictures()
        levels = [np.moveaxis(to_rgb8(image), 0, -1) for image in (truth, result)]
        whole = structural_similarity(
            *levels,
            channel_axis=2,
            data_range=255,
            gaussian_weights=True,
            sigma=1.5,
            use_sample_covariance=False,
            full=True,
        )[1]
        expected = np.asarray(whole)[5:-5, 5:-5].mean()
        assert score_rgb8(result, truth).ssim == pytest.approx(expected, abs=1e-9)

    def test_two_constants_by_hand(self) -> None:
        # No variance: only the luminance term, (2·0.2·0.4 + 1e-4) / (0.2² + 0.4² + 1e-4).
        a, b = np.full((11, 11), 0.2), np.full((11, 11), 0.4)
        assert ssim(a, b, data_range=1.0) == pytest.approx(0.1601 / 0.2001, abs=1e-9)

    def test_identical_images_are_one(self) -> None:
        _, truth = pictures()
        assert ssim(truth, truth, data_range=1.0) == pytest.approx(1.0, abs=1e-12)

    def test_negative_of_a_picture_is_dissimilar(self) -> None:
        _, truth = pictures()
        assert ssim(1 - truth, truth, data_range=1.0) < 0

    @pytest.mark.parametrize("shape", [(10, 40), (40, 10)])
    def test_below_the_window_it_is_not_defined(self, shape: tuple[int, int]) -> None:
        assert math.isnan(ssim(np.zeros(shape), np.zeros(shape), data_range=1.0))


class TestRgb8:
    def test_clips_rounds_half_up_and_repeats_grey(self) -> None:
        levels = to_rgb8([[[-0.2, 0.5 / 255, 1.49 / 255, 2.0]]])
        assert levels.dtype == np.uint8
        assert levels.tolist() == [[[0, 1, 1, 255]]] * 3

    def test_colour_keeps_its_order(self) -> None:
        assert to_rgb8([[[1.0]], [[0.0]], [[0.5]]]).ravel().tolist() == [255, 0, 128]

    @pytest.mark.parametrize("shape", [(2, 4, 4), (4, 4), (4, 4, 3)])
    def test_other_shapes_are_refused(self, shape: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match="bands"):
            to_rgb8(np.zeros(shape))


class TestLuma:
    @pytest.mark.parametrize(
        ("rgb", "y"),
        [
            ((0, 0, 0), 16.0),
            ((1, 1, 1), 235.0),
            ((1, 0, 0), 81.481),
            ((0, 1, 0), 144.553),
            ((0, 0, 1), 40.966),
            ((0.5, 0.25, 1), 105.84475),
        ],
    )
    def test_by_hand(self, rgb: tuple[float, ...], y: float) -> None:
        found = luma(np.array(rgb, dtype=float)[:, None, None])
        assert found.shape == (1, 1, 1)
        assert found.item() == pytest.approx(y, abs=1e-9)

    def test_is_not_rounded(self) -> None:
        one_level = np.zeros((3, 12, 12))
        one_level[2] = 1 / 255
        # A level of blue is 24.966/255 of luma: MATLAB would see no difference.
        expected = 20 * math.log10(255 * 255 / 24.966)
        assert score_luma8(one_level, np.zeros((3, 12, 12))).psnr == pytest.approx(expected)

    def test_agrees_with_an_independent_implementation(self) -> None:
        from skimage.color import rgb2ycbcr
        from skimage.metrics import peak_signal_noise_ratio, structural_similarity

        result, truth = pictures()
        y = [rgb2ycbcr(np.moveaxis(to_rgb8(i), 0, -1))[..., 0] for i in (truth, result)]
        found = score_luma8(result, truth)
        assert found.psnr == pytest.approx(peak_signal_noise_ratio(*y, data_range=255), abs=1e-9)
        whole = structural_similarity(
            *y,
            data_range=255,
            gaussian_weights=True,
            sigma=1.5,
            use_sample_covariance=False,
            full=True,
        )[1]
        assert found.ssim == pytest.approx(whole[5:-5, 5:-5].mean(), abs=1e-9)

    @pytest.mark.parametrize("shape", [(1, 4, 4), (4, 4), (4, 4, 3)])
    def test_needs_three_bands(self, shape: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match="red, green and blue"):
            luma(np.zeros(shape))


class TestScores:
    def test_psnr_is_joint_over_channels(self) -> None:
        truth = np.zeros((3, 12, 12))
        result = truth.copy()
        result[0] = 3 / 255
        # Mean square over three channels: 9/3.
        expected = 10 * math.log10(255**2 / 3)
        assert score_rgb8(result, truth).psnr == pytest.approx(expected, abs=1e-9)

    def test_grey_scores_as_its_three_copies(self) -> None:
        result, truth = pictures(bands=1)
        grey = score_rgb8(result, truth)
        colour = score_rgb8(np.repeat(result, 3, 0), np.repeat(truth, 3, 0))
        assert grey == colour

    def test_rounding_hides_what_eight_bits_cannot_hold(self) -> None:
        truth = np.full((1, 12, 12), 0.5)
        assert score_rgb8(truth + 1e-4, truth) == Score(psnr=math.inf, ssim=1.0)
        assert score_unit(truth + 1e-4, truth).psnr == pytest.approx(80.0, abs=1e-6)

    def test_small_image_has_psnr_but_no_ssim(self) -> None:
        score = score_rgb8(np.zeros((1, 8, 8)), np.ones((1, 8, 8)))
        assert score.psnr == 0.0
        assert math.isnan(score.ssim)
