"""Fills a Word template with plain data, the only place that imports docxtpl and Jinja. Knows neither Django nor the
database.

A template may come from anywhere, so it runs here: with little memory and time, in a process of its own, and in a
language of which only data, loops and conditions are left (`language`).
"""
