"""SIMULATED: answers that nobody gave, for demonstrations and trials. Everything made here says so.

``run`` needs scipy and is imported from its own module.
"""

from capacita.assessment.simulation.model import SIMULATION_FORMAT, LevelModel, ResponseModel, SimulationSpec
from capacita.assessment.simulation.responses import simulate_responses

__all__ = ["SIMULATION_FORMAT", "LevelModel", "ResponseModel", "SimulationSpec", "simulate_responses"]
