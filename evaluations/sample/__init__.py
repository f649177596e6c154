"""The sample data: made-up units, people, targets and answers, built without a database.

`plans.build` puts it together; `actions.sample` writes it. Everything is decided by the data in this package and by
seeds made of unit and quarter codes, so two loads give the same answers; only TW III 2024 follows the day of loading.
"""
