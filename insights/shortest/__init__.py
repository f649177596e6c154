"""How far a sheet is from WBK or WBBM and the cheapest way there: pure Python, exact fractions, no Django.

Stands on `evaluations.scoring`, the one engine. Data flows one way: `figures` and `moves` say what one answer can
become, `gates` says what a predicate asks for as sums over questions, `solver` (the only HiGHS import) picks, `way`
puts the steps together and judges the changed sheet; `band`, `influence` and `survey` read the same moves.
The model and its costs: docs/adr/0021-the-shortest-way.md. Import from the modules.
"""
