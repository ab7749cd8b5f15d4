"""Where and when the pipeline runs: Prefect flows over the plain functions of `feedback_nlp.pipeline`."""
