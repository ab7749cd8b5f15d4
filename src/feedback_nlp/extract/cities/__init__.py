"""Cities in a text: where one is named, which one is meant, and what it is to the testimonial.

Knows nothing of measures or transfers. Recognising and resolving are two steps: offsets first, ids second.
"""
