"""Every change this app makes."""
