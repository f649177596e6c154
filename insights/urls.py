"""Addresses of standing, ways and trends, below those of the quarter and its units."""

app_name = "insights"
urlpatterns: list = []
