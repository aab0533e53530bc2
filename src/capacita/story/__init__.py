"""The whole chain in one call, for one country: from a framework and a consultation to a toolkit.

``capacita demo`` writes what comes of it as files, the site keeps the same objects as rows. ``chain`` needs the solver
and the estimators and is imported by the command line and the worker alone.
"""

from capacita.story.inputs import StoryInputs, read_inputs

__all__ = ["StoryInputs", "read_inputs"]
