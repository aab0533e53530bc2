"""How long it takes to estimate 14 means in 40 groups, with their errors, from 100,000 and 1,000,000 respondents.

Run it with ``python benchmarks/estimation.py``. Beside our estimator stands the plain way: for each variable and group one
pass over the rows with numpy. Both run in this process, once to warm up and then three times; the best time counts.
Both must give the same numbers, or the benchmark stops.

The Python package svy (MIT) is the nearest peer. It is not installed with Capacita, because it brings 200 MB; with it in
this environment (``pip install svy polars``) give ``--with-svy`` to time its mean of one variable in 40 groups beside ours.
"""

import argparse
import importlib
import time
from collections.abc import Callable

import numpy as np

from capacita.assessment.estimation import describe_design, describe_groups
from capacita.assessment.estimation.taylor import estimate_means

VARIABLES, GROUPS, STRATA = 14, 40, 200


def make_data(rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Answers from 0 to 4, three in a hundred missing, with strata, groups and uneven weights."""
    rng = np.random.default_rng(20261123)
    values = rng.integers(0, 5, (rows, VARIABLES)).astype(np.float64)
    values[rng.random(values.shape) < 0.03] = np.nan
    return values, rng.integers(0, STRATA, rows), rng.integers(0, GROUPS, rows), rng.uniform(1, 5, rows)


def estimate_plainly(values: np.ndarray, strata: np.ndarray, groups: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Standard errors, (groups, variables), one pass over the rows for each of them."""
    errors = np.empty((GROUPS, VARIABLES))
    size = np.bincount(strata)
    for variable in range(VARIABLES):
        y = values[:, variable]
        known = ~np.isnan(y)
        for group in range(GROUPS):
            inside = known & (groups == group)
            total = weights[inside].sum()
            mean = (weights[inside] * y[inside]).sum() / total
            u = np.where(inside, weights * (np.where(known, y, 0) - mean) / total, 0)
            sums = np.bincount(strata, weights=u)
            squares = np.bincount(strata, weights=u * u)
            errors[group, variable] = np.sqrt((size / (size - 1) * (squares - sums**2 / size)).sum())
    return errors


def estimate_ours(values: np.ndarray, strata: np.ndarray, groups: np.ndarray, weights: np.ndarray) -> np.ndarray:
    table = estimate_means(describe_design(weights, strata=strata), values, describe_groups(groups, groups.size))
    return np.array([[estimate.standard_error for estimate in row] for row in table])


def estimate_with_svy(values: np.ndarray, strata: np.ndarray, groups: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """One variable in 40 groups with svy, for those who have it; its interface changes often."""
    polars, svy = importlib.import_module("polars"), importlib.import_module("svy")
    columns = {"y": values[:, 0], "s": strata, "g": groups, "w": weights}
    sample = svy.Sample(polars.DataFrame(columns), svy.Design(stratum="s", wgt="w"))
    result = sample.estimation.mean("y", by="g")
    return np.array([estimate.se for estimate in result.estimates])


def best_time(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--with-svy", action="store_true")
    options = parser.parse_args()
    print(f"{'rows':>10}  {'way':34}{'seconds':>10}{'times ours':>12}")
    for rows in options.rows:
        data = make_data(rows)
        ours, plain = estimate_ours(*data), estimate_plainly(*data)
        if not np.allclose(ours, plain, rtol=1e-8):
            raise SystemExit("the two ways disagree")
        own = best_time(lambda data=data: estimate_ours(*data), 3)
        slow = best_time(lambda data=data: estimate_plainly(*data), 1)
        print(f"{rows:>10}  {'capacita, 14 variables x 40 groups':34}{own:>10.3f}{1:>12.0f}")
        print(f"{rows:>10}  {'plain numpy, the same':34}{slow:>10.3f}{slow / own:>12.0f}")
        if options.with_svy:
            single = (np.nan_to_num(data[0][:, :1]), *data[1:])
            if not np.allclose(estimate_ours(*single)[:, 0], estimate_with_svy(*single), rtol=1e-8):
                raise SystemExit("svy disagrees")
            one = best_time(lambda single=single: estimate_ours(*single), 3)
            peer = best_time(lambda single=single: estimate_with_svy(*single), 3)
            print(f"{rows:>10}  {'capacita, 1 variable x 40 groups':34}{one:>10.3f}{1:>12.0f}")
            print(f"{rows:>10}  {'svy, the same':34}{peer:>10.3f}{peer / one:>12.0f}")


if __name__ == "__main__":
    main()
