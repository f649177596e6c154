"""The scoring of a Zona Integritas sheet: pure Python, exact fractions, no Django.

Data flows one way: `library` reads an instrument, `answers` reads answers, `engine` turns both into scores,
`thresholds` judges the scores, `rounding` makes numbers to store and to show. Import from the modules.
"""
