"""An app of the tests: a job that does not end by itself, for tests that kill the process running it."""
