"""The sample data for the tests of this folder."""

from tests.sample import sample  # noqa: F401 - a fixture
