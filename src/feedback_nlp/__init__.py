"""Evidence of what learning transferred, from peer-learning testimonials of city officers."""
