"""Reads stored scores and answers into documents; a constant number of queries however many units."""
