"""Krippendorff's alpha on the canonical table of four observers and twelve units with missing codings.

The table is that of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C, which prints .743, .815,
.849 and .797; further digits from the Python package krippendorff 0.9.0.
"""

import pytest

from capacita.consultation.agreement import Measurement, measure_agreement

N = None
CANONICAL = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
    (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
)


@pytest.mark.parametrize(
    ("measurement", "alpha"),
    [
        (Measurement.NOMINAL, 0.743421),
        (Measurement.ORDINAL, 0.815388),
        (Measurement.INTERVAL, 0.849107),
        (Measurement.RATIO, 0.797403),
    ],
)
def test_alpha_of_canonical_table(measurement: Measurement, alpha: float) -> None:
    agreement = measure_agreement(CANONICAL, measurement)
    assert agreement.alpha == pytest.approx(alpha, abs=1e-6)
    assert (agreement.units, agreement.values) == (11, 40)
