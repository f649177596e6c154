"""The quarterly report and the LHE as Word documents.

A document becomes plain data (`data`, by the tables in `tables`), a template says how it looks (`ours`, or one that an
administrator put in its place), and a process of its own (`renderer`) fills the one with the other.
"""
