"""Forms of this app: the admin's and the administration screens'."""
