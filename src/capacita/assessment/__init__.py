"""Where people stand against a framework, and how sure we are: instrument, sample, scores, estimates, gaps.

The rooms inside are imported one by one: what reads estimates must not wait for what makes them.
"""
