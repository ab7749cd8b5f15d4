"""Training of the classifier that decides whether a stretch is used as a city's name.

Knows nothing of resolution. `python -m feedback_nlp.extract.cities.training` makes `names.npz` anew.
"""
