"""What all tests share: Hypothesis is the same on every machine, small here and long when asked."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("house", max_examples=60, deadline=None, derandomize=True)
settings.register_profile(
    "long", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile(os.environ.get("CAPACITA_EXAMPLES", "house"))
